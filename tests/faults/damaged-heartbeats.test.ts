// What is known, and what is told, while a heartbeat cannot be read as one.

import { writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';
import { type Actor, signal } from '../support/scene-processes.ts';

const CLEAR_SCREEN = '\u001b[2J';

test('H1 whom the record names stays known while half of a heartbeat is there, and is well at the next whole one', async () => {
  const scene = scenario().service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  const [web] = scene.living('web') as [Actor];
  signal(web, 'SIGSTOP');
  writeFileSync(scene.path('heartbeats', 'web.json'), '{"process_key": "web", "pid": 12');
  await scene.check();
  expect(await scene.status('web')).toMatchObject({ verdict: 'invalid_heartbeat', pid: web.pid });
  signal(web, 'SIGCONT');
  await eventually('it beats again', async () => (await scene.status('web')).verdict === 'healthy');
  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toEqual([web]);
});

test('H3 what is no text is told by its first bytes as digits, and nowhere as it is', async () => {
  const scene = scenario().service('web').open();
  writeFileSync(scene.path('heartbeats', 'web.json'), Buffer.from(`${CLEAR_SCREEN}\u00ff`, 'latin1'));
  const { stdout, stderr } = await scene.check();
  const { stdout: shown } = await scene.watchdog('status', 'web');
  const events = scene.rows('SELECT message FROM events').map(({ message }) => String(message));
  for (const told of [`${stdout}${stderr}`, shown, events.join('\n'), scene.log().join('\n')]) {
    expect(told).toContain('5 bytes from 1b5b324aff');
    expect(told).not.toContain(CLEAR_SCREEN);
  }
});
