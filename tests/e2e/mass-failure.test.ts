// How a mass failure meets the other brakes: its canary is one that may be started, and what falls while a kill waits counts.

import { writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const KEYS = ['a', 'b', 'c', 'd'];
const HASTY = {
  consecutive_failures_threshold: 1,
  defaults: { start_grace_seconds: 0 },
  restart_policy: { backoff_seconds: 0 },
};

/** A service that is bad once a file is there, its own or that of all. */
const limping = (key: string, change: object = {}) => ({
  program: 'beat',
  checks: [
    { type: 'process' },
    { type: 'command', name: 'c', command: `test ! -e all-bad -a ! -e ${key}-bad || exit 2` },
  ],
  ...change,
});

const MASS_FAILURE = "SELECT key FROM events WHERE kind = 'mass_failure'";
const pidsOf = (scene: Scene) => KEYS.map((key) => scene.living(key)[0]?.pid);

async function running(scene: Scene): Promise<readonly (number | undefined)[]> {
  await scene.watchdog('start-all', '--wait');
  await scene.check();
  return pidsOf(scene);
}

test('the canary of a mass failure is one that may be restarted, not the first whose budget is spent', async () => {
  const scene = KEYS.reduce(
    (scenery, key) => scenery.service(key, limping(key, { critical: key === 'c' })),
    scenario({ ...HASTY, max_restarts_per_hour: 1 }),
  ).open();
  await running(scene);
  await scene.killInstance('a');
  await scene.check();
  // Its check has yet to answer.
  await scene.check();
  const before = pidsOf(scene);
  writeFileSync(scene.path('all-bad'), '');
  await scene.check();
  expect(scene.rows(MASS_FAILURE)).toEqual([{ key: null }]);
  expect(pidsOf(scene)).toEqual(before);
  await scene.check();
  const replaced = KEYS.filter((key, index) => scene.living(key)[0]?.pid !== before[index]);
  expect(replaced).toEqual(['c']);
});

test('a kill that has waited is held when most others have fallen silent meanwhile', async () => {
  const waiting = limping('a', { recovery_actions: [{ wait: 6 }, 'kill', 'start'] });
  const scene = ['b', 'c', 'd']
    .reduce(
      (scenery, key) => scenery.service(key, { program: 'beat', timeout_seconds: 3 }),
      scenario(HASTY).service('a', waiting),
    )
    .open();
  const before = await running(scene);
  writeFileSync(scene.path('a-bad'), '');
  const check = scene.begin(['check']);
  const waits = "SELECT * FROM steps WHERE action = 'wait' AND begun_at > 0";
  await eventually('it waits', () => scene.rows(waits).length > 0);
  for (const pid of before.slice(1)) process.kill(pid as number, 'SIGSTOP');
  await check.ended;
  expect(pidsOf(scene)).toEqual(before);
  expect(scene.log().join('\n')).toMatch(/a: recovery closed: most living services went bad at once/);
});
