// One service in the menu: its state in full, its output as it comes, and edits of the config file that keep what its writer wrote.

import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { openMenu } from '../support/menu-screen.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { testUnless } from '../support/test-unless.ts';
import { whyNoTmux } from '../support/tmux-screen.ts';

const menuTest = testUnless(whyNoTmux);

/** With a comment in its config. */
function commentedScene(): Scene {
  const scene = scenario()
    .service('web', { commands: { start: 'echo hello; exec sleep 1000', clear_db: 'true' } })
    .open();
  const text = readFileSync(scene.configPath, 'utf8');
  writeFileSync(scene.configPath, text.replace('{', '{ // ours'));
  return scene;
}

const configOf = ({ configPath }: Scene) => readFileSync(configPath, 'utf8');

menuTest('the details show the state in full, and the output as it comes', async () => {
  const scene = commentedScene();
  const screen = await openMenu(scene);
  screen.press('s');
  await screen.shows(/started pid/);
  screen.press('Enter');
  await screen.shows(/^web {2}\[state\][\s\S]*^state +starting, wanted on[\s\S]*^pid +\d+/m);
  await screen.shows(/^commands +1 clear_db$/m);
  screen.press('1', 'y');
  await screen.shows(/clear_db of web: web: exited with code 0/);
  screen.press('Tab');
  await screen.shows(/\[history\][\s\S]*switched_on: by/);
  screen.press('Tab');
  await screen.shows(/\[log\][\s\S]*^hello$/m);
  appendFileSync(scene.path('logs', 'web.log'), 'later\u001b[31m\n');
  await screen.shows(/^later\\x1b\[31m$/m);
  screen.press('Escape');
  await screen.shows(/^> web/m);
});

menuTest(
  'an action is taken out of the recoveries, and a service disabled: in the file, whose comment stays',
  async () => {
    const scene = commentedScene();
    const screen = await openMenu(scene);
    screen.press('Enter');
    await screen.shows(/^recovery +>\[x\] kill +\[x\] clear_db +\[x\] start$/m);
    screen.press('Down', 'Space');
    await screen.shows(/>\[ \] clear_db/);
    expect(configOf(scene)).toMatch(/^\{ \/\/ ours\n/);
    expect(configOf(scene)).toMatch(/"disabled_actions": \[\s*"clear_db"\s*\]/);
    screen.press('Space');
    await screen.shows(/>\[x\] clear_db/);
    screen.press('Escape', 'e');
    await screen.shows(/^> web +disabled/m);
    expect(configOf(scene)).toContain('"enabled": false');
    screen.press('e');
    await screen.shows(/^> web +failed/m);
  },
);

menuTest('a mistake in the file is told, and an edit of it is refused', async () => {
  const scene = commentedScene();
  await scene.check();
  const screen = await openMenu(scene);
  const broken = configOf(scene).replace('"web"', '"web" oh');
  writeFileSync(scene.configPath, broken);
  await screen.shows(/config\.json:\d+:\d+: found/);
  screen.press('e');
  await screen.shows(/^.*found .*expected.*$/m);
  expect(configOf(scene)).toBe(broken);
});
