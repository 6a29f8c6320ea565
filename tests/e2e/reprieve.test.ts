// A service that is well again before anything of it was ended keeps its process, however long ago its recovery was decided.

import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1, defaults: { start_grace_seconds: 0 } };
const WAIT = { wait: 4 };
const REPLACE = ['kill', 'start'];
const OUTCOMES = "SELECT outcome FROM recoveries WHERE key = 'web' AND purpose = 'recover' ORDER BY id";

/** A service that is bad as long as a file is there. */
const limping = (file: string, recoveryActions: readonly unknown[]) => ({
  program: 'beat',
  checks: [{ type: 'process' }, { type: 'command', name: 'c', command: `test ! -e ${file} || exit 2` }],
  recovery_actions: recoveryActions,
});

async function running(scene: Scene): Promise<number | undefined> {
  await scene.watchdog('start-all', '--wait');
  await scene.check();
  return scene.living('web')[0]?.pid;
}

async function goesBad(scene: Scene): Promise<void> {
  writeFileSync(scene.path('bad'), '');
  scene.begin(['check', '--every', '300ms', '--for', '9s']);
  await eventually('its recovery waits', () => scene.rows(OUTCOMES).length === 1);
}

const isOver = (scene: Scene) => () => scene.rows(OUTCOMES)[0]?.outcome !== null;

test('a service that gets well while its recovery waits is left alone, and that was no attempt', async () => {
  const scene = scenario(HASTY)
    .service('web', limping('bad', [WAIT, ...REPLACE]))
    .open();
  const pid = await running(scene);
  await goesBad(scene);
  rmSync(scene.path('bad'));
  await eventually('it is over', isOver(scene));
  expect(scene.rows(OUTCOMES)).toEqual([{ outcome: 'closed' }]);
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid, restarts: 0 });
  expect(scene.log().join('\n')).toMatch(/web: recovery closed: the trouble has passed/);
});

test('a service that is no better after the wait is replaced', async () => {
  const scene = scenario(HASTY)
    .service('web', limping('bad', [WAIT, ...REPLACE]))
    .open();
  const pid = await running(scene);
  await goesBad(scene);
  await eventually('it is over', isOver(scene));
  expect(scene.rows(OUTCOMES)).not.toEqual([{ outcome: 'closed' }]);
  expect(scene.living('web')[0]?.pid).not.toBe(pid);
});

test('a service that a signal has cured is not ended after that', async () => {
  const scene = scenario(HASTY)
    .service('web', { program: 'ail-until-hup', recovery_actions: [{ signal: 'SIGHUP' }, WAIT, ...REPLACE] })
    .open();
  await scene.watchdog('on', 'web');
  const [before] = scene.living('web');
  await eventually('it is recovered', async () => {
    await scene.check();
    return scene.rows(OUTCOMES).length > 0;
  });
  expect(scene.rows(OUTCOMES)).toEqual([{ outcome: 'closed' }]);
  expect(scene.living('web')).toEqual([before]);
});

test('a service that gets well while its recovery is queued behind another one is left alone', async () => {
  const scene = scenario({ ...HASTY, max_parallel_recoveries: 1 })
    .service('slow', limping('bad', [WAIT]))
    .service('web', limping('bad', REPLACE))
    .open();
  const pid = await running(scene);
  await goesBad(scene);
  rmSync(scene.path('bad'));
  await eventually('it is over', isOver(scene));
  expect(scene.rows(OUTCOMES)).toEqual([{ outcome: 'closed' }]);
  expect(scene.living('web')[0]?.pid).toBe(pid);
});

test('a service that gets well while nobody goes on with its wait is left alone by the next invocation', async () => {
  const scene = scenario(HASTY)
    .service('web', limping('bad', [WAIT, ...REPLACE]))
    .open();
  const pid = await running(scene);
  writeFileSync(scene.path('bad'), '');
  const check = scene.begin(['check']);
  const begun = "SELECT * FROM steps WHERE action = 'wait' AND begun_at > 0";
  await eventually('it waits', () => scene.rows(begun).length > 0);
  await check.killHard();
  rmSync(scene.path('bad'));
  await scene.check();
  expect(scene.rows(OUTCOMES)).toEqual([{ outcome: 'closed' }]);
  expect(scene.living('web')[0]?.pid).toBe(pid);
});

test('a restart that an operator asked for is gone through with, well or not', async () => {
  const scene = scenario(HASTY)
    .service('web', limping('bad', [{ wait: 2 }, ...REPLACE]))
    .open();
  const pid = await running(scene);
  expect(existsSync(scene.path('bad'))).toBe(false);
  await scene.watchdog('restart', 'web');
  expect(scene.living('web')[0]?.pid).not.toBe(pid);
});
