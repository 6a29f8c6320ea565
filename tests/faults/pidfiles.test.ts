// Pidfiles and clocks: a file is dated by a clock that anybody may set, a process is not.

import { utimesSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { fakeTimeEnvironment } from '../support/faketime.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { copies, idler, silent } from '../support/silent-service.ts';
import { testUnless } from '../support/test-unless.ts';

const HASTY = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0 } };
const fakeTime = fakeTimeEnvironment();
const testWithFakeTime = testUnless(fakeTime === undefined ? 'libfaketime is not installed' : undefined);

/** A service that somebody else has started, and that says by its pidfile which process it is. */
function startedByHand(): { scene: Scene; words: readonly [string, string]; pid: number } {
  const words = idler();
  const scene = scenario(HASTY)
    .service('web', silent({ pidfile: 'web.pid' }, words))
    .open();
  const pid = scene.stranger(words).pid as number;
  writeFileSync(scene.path('web.pid'), `${pid}\n`);
  return { scene, words, pid };
}

testWithFakeTime(
  'T1 I2 a service that its pidfile names is not doubled when the clock is set forward before it was ever seen',
  async () => {
    const { scene, words, pid } = startedByHand();
    const env = { ...fakeTime, FAKETIME: '+1h' };
    for (let tick = 0; tick < 2; tick += 1)
      expect(await scene.begin(['check'], { env }).ended).toMatchObject({ exitCode: 0 });
    expect(scene.rows('SELECT DISTINCT health FROM check_history')).toEqual([{ health: 'unknown' }]);
    expect(copies(scene, words)).toEqual([pid]);
  },
);

test('T2 T6 I1 a pidfile from the future, as one that was written before the clock was set back, vouches for nobody', async () => {
  const { scene, words, pid } = startedByHand();
  const future = Date.now() / 1000 + 3600;
  utimesSync(scene.path('web.pid'), future, future);
  expect(await scene.check()).toMatchObject({ stderr: expect.stringContaining('written in the future') });
  expect(await scene.status('web')).toMatchObject({ verdict: 'unknown' });
  await scene.watchdog('off', 'web');
  expect(copies(scene, words)).toEqual([pid]);
});

test('T4 P13 a service is started although the number in the pidfile that the last boot has left is somebody else’s by now', async () => {
  const { scene, words, pid } = startedByHand();
  await scene.check();
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid });
  const record = new Database(scene.path('state', 'watchdog.db'));
  record.exec("UPDATE services SET boot_id = 'another', start_ticks = 1");
  record.close();
  utimesSync(scene.path('web.pid'), 1_700_000_000, 1_700_000_000);
  await scene.check();
  expect(copies(scene, words)).toHaveLength(2);
});
