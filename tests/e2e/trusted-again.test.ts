// A service that was given up and has come up again: whether its next failure is recovered at once, or waits as before.

import { writeFileSync } from 'node:fs';
import { scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const START = `[ "$PORT" = 8080 ] || exit 78; exec ${toyCommand('beat').join(' ')}`;

test.each<[string, object, number]>([
  ['well for as many ticks as are asked for is started at once when it dies', { success_threshold: 2 }, 1],
  ['well for less than its stable period is not', {}, 0],
])('a service that was given up and is %s', async (_, trust, copies) => {
  const restartPolicy = { backoff_seconds: 0, ...trust };
  const scene = scenario({ consecutive_failures_threshold: 1, restart_policy: restartPolicy })
    .service('web', { env_file: 'web.env', commands: { start: START } })
    .open();
  writeFileSync(scene.path('web.env'), 'PORT=80\n');
  await scene.check();
  expect(await scene.status('web')).toMatchObject({ reason: 'given_up' });
  writeFileSync(scene.path('web.env'), 'PORT=8080\n');
  await scene.check();
  await scene.healthy('web');
  for (let tick = 0; tick < 2; tick += 1) await scene.check();
  await scene.killInstance('web');
  await scene.check();
  expect(scene.living('web')).toHaveLength(copies);
});
