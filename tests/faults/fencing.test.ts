// An instance that was replaced while it hung must not work on when it wakes: its own writer ends it, and the watchdog does
// where nothing in the service looks.

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { type Actor, actorAt, signal } from '../support/scene-processes.ts';
import { toyCommand } from '../support/toy-service.ts';

const HASTY = { consecutive_failures_threshold: 1 };
const WRITER = join(import.meta.dirname, '../../heartbeat-writer');
const PROGRAM = join(WRITER, 'tests/fixtures/beat-steadily.cjs');

function beating(scene: Scene, key: string): number {
  return JSON.parse(readFileSync(scene.path('heartbeats', `${key}.json`), 'utf8')).pid;
}

test('a service replaced while it was stopped and out of reach ends itself with 75 when it goes on, and overwrites no beat', async () => {
  const words = [process.execPath, PROGRAM, join(WRITER, 'dist/heartbeat-writer.cjs'), 'heartbeats'];
  const start = `${words.join(' ')} & wait $!; echo $? > exit-of-$!`;
  const scene = scenario(HASTY)
    .service('api', { commands: { start: ['sh', '-c', start] }, cwd: '.' })
    .open();
  await scene.watchdog('on', 'api', '--wait');
  const old = actorAt(beating(scene, 'api')) as Actor;
  signal(old, 'SIGSTOP');
  // Who has lost the record and the file does not know of it, and cannot end it.
  rmSync(scene.path('state'), { recursive: true });
  rmSync(scene.path('heartbeats', 'api.json'));
  await scene.check();
  const { pid } = await scene.healthy('api');
  expect(pid).not.toBe(old.pid);
  signal(old, 'SIGCONT');
  await eventually('the old one has ended', () => {
    expect(beating(scene, 'api')).toBe(pid);
    return actorAt(old.pid) === undefined;
  });
  const saying = scene.path(`exit-of-${old.pid}`);
  const said = () => (existsSync(saying) ? readFileSync(saying, 'utf8') : '');
  await eventually('its shell has said how', () => said().endsWith('\n'));
  expect(said()).toBe('75\n');
  expect(await scene.healthy('api')).toMatchObject({ pid });
});

test('a superseded instance that beats on is reported and ended by the watchdog, and the one that took its place goes on', async () => {
  const scene = scenario(HASTY).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  const former = scene.living('web')[0]?.env.WATCHDOG_INSTANCE;
  await scene.watchdog('restart', 'web', '--wait');
  const [current] = scene.living('web') as [Actor];
  // It wakes: a process with the cookie of the former start, which nobody could see while that was replaced.
  const variables = [
    `WATCHDOG_INSTANCE=${former}`,
    'WATCHDOG_KEY=web',
    `WATCHDOG_HEARTBEAT_FILE=${current.env.WATCHDOG_HEARTBEAT_FILE}`,
  ];
  const woken = scene.stranger(['env', ...variables, ...toyCommand('beat')]).pid as number;
  // Both beat, and a check sees the beat of the one or of the other.
  await eventually('it was ended', async () => {
    await scene.check();
    return actorAt(woken) === undefined;
  });
  expect(scene.living('web')).toEqual([current]);
  expect(await scene.healthy('web')).toMatchObject({ pid: current.pid });
  expect(
    scene.rows("SELECT key, kind, message FROM events WHERE kind LIKE 'superseded%' ORDER BY id"),
  ).toEqual([
    {
      key: 'web',
      kind: 'superseded',
      message: expect.stringContaining(`superseded instance alive: pid ${woken} of ${former}; ended`),
    },
    { key: 'web', kind: 'superseded_ended', message: expect.stringContaining('ended 1 process(es)') },
  ]);
  expect(scene.log().join('\n')).toContain('superseded instance alive');
});

test('P15 a second copy that an operator started by hand is told, and never ended', async () => {
  const scene = scenario(HASTY).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.watchdog('restart', 'web', '--wait');
  const [current] = scene.living('web') as [Actor];
  const copy = scene.stranger([
    ...(toyCommand('beat', 'web', scene.path('heartbeats', 'web.json')) as [string, ...string[]]),
  ]).pid as number;
  await eventually('it was seen', async () => {
    await scene.check();
    return scene.rows("SELECT 1 FROM events WHERE message LIKE 'two live copies%'").length > 0;
  });
  expect([actorAt(copy)?.pid, actorAt(current.pid)?.pid]).toEqual([copy, current.pid]);
});
