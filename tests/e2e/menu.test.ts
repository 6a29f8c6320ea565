// The menu on a real terminal, by keys and by what is seen: services are acted on, and nothing makes the screen wait.

import { writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { openMenu } from '../support/menu-screen.ts';
import { privateCrontab } from '../support/private-crontab.ts';
import { scenario } from '../support/scenario.ts';
import { testUnless } from '../support/test-unless.ts';
import { whyNoTmux } from '../support/tmux-screen.ts';

const menuTest = testUnless(whyNoTmux);

menuTest('a service is started, and killed once that was confirmed', async () => {
  const scene = scenario().service('web').service('worker').open();
  const screen = await openMenu(scene);
  screen.press('s');
  await screen.shows(/^> web +running +healthy/m);
  await screen.shows(/start web: web: started pid \d+/);
  expect(screen.lines().join('\n')).toMatch(/^ {2}worker +failed/m);
  screen.press('k');
  await screen.shows(/Kill web\?.* y\/N/);
  screen.press('n');
  await screen.shows(/Left as it is\./);
  expect(scene.living('web')).not.toEqual([]);
  screen.press('k', 'y');
  await screen.shows(/^> web +stopped/m);
  await eventually('it has ended', () => scene.living('web').length === 0);
});

menuTest('all are started and killed, and what another has done is seen without a key', async () => {
  const scene = scenario().service('web').service('worker').open();
  const screen = await openMenu(scene);
  screen.press('S');
  await screen.shows(/web +running[\s\S]*worker +running/);
  await screen.shows(/start all: .*\(2 of 2 done\)/);
  await scene.watchdog('off', 'worker');
  await screen.shows(/worker +stopped/);
  screen.press('K', 'y');
  await screen.shows(/web +stopped/);
});

menuTest(
  'while a recovery takes long, the screen goes on, and it goes on when the menu is left',
  async () => {
    const scene = scenario()
      .service('slow', {
        commands: {
          start: 'sleep 1000',
          clear_db: 'touch begun; while [ ! -e gate ]; do sleep 0.05; done; touch over',
        },
      })
      .service('other')
      .open();
    const screen = await openMenu(scene);
    screen.press('r', 'y');
    await screen.shows(/restart slow … \d+s/);
    await screen.shows(/^> slow +starting/m);
    screen.press('Down');
    await screen.shows(/^> other/m);
    screen.press('/', 'oth');
    await screen.shows(/^\/oth_$/m);
    screen.press('Enter');
    await screen.shows(/only what has "oth"/);
    screen.press('Escape');
    await screen.shows(/^ {2}slow/m);
    screen.press('s');
    await screen.shows(/start other: other: started/);
    screen.press('q');
    await screen.shows(/restart slow: goes on[\s\S]*left with 0/);
    writeFileSync(scene.path('gate'), '');
    await eventually(
      'the restart is done',
      () => scene.rows("SELECT 1 FROM requests WHERE kind = 'restart' AND status = 'done'").length === 1,
    );
  },
);

menuTest('cron is asked, and told to start the watchdog', async () => {
  const scene = scenario().service('web').open();
  const tab = privateCrontab();
  const screen = await openMenu(scene, { PATH: `${tab.bin}:/usr/bin:/bin` });
  screen.press('c');
  await screen.shows(/^cron status FAILED: /m);
  screen.press('C', 'y');
  await screen.shows(/^cron install: cron starts it: \* \* \* \* \*/m);
  expect(tab.read()).toContain(scene.configPath);
});
