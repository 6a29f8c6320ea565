// How a mass failure meets a recovery that waits: what falls meanwhile counts.

import { writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const KEYS = ['a', 'b', 'c', 'd'];
const HASTY = { consecutive_failures_threshold: 1, defaults: { start_grace_seconds: 0 } };
const WAITING = {
  program: 'beat',
  checks: [{ type: 'process' }, { type: 'command', name: 'c', command: 'test ! -e bad || exit 2' }],
  recovery_actions: [{ wait: 6 }, 'kill', 'start'],
};

const pidsOf = (scene: Scene) => KEYS.map((key) => scene.living(key)[0]?.pid);

test('a kill that has waited is held when most others have fallen silent meanwhile', async () => {
  const scene = ['b', 'c', 'd']
    .reduce(
      (scenery, key) => scenery.service(key, { program: 'beat', timeout_seconds: 3 }),
      scenario(HASTY).service('a', WAITING),
    )
    .open();
  await scene.watchdog('start-all', '--wait');
  await scene.check();
  const before = pidsOf(scene);
  writeFileSync(scene.path('bad'), '');
  const check = scene.begin(['check']);
  const waits = "SELECT * FROM steps WHERE action = 'wait' AND begun_at > 0";
  await eventually('it waits', () => scene.rows(waits).length > 0);
  for (const pid of before.slice(1)) process.kill(pid as number, 'SIGSTOP');
  await check.ended;
  expect(pidsOf(scene)).toEqual(before);
  expect(scene.log().join('\n')).toMatch(/a: recovery closed: most living services went bad at once/);
});
