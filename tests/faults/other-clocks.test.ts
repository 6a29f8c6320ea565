// A service that goes by another clock than we do, as in a virtual machine or in a container with a time of its own.

import { join } from 'node:path';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { type Actor, signal } from '../support/scene-processes.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { createWallClock } from '../support/wall-clock.ts';

const HOUR = 3600;

/** A service whose clock is off, started by us and checked as often as it takes to be known well. */
async function running(aheadSeconds: number): Promise<{ scene: Scene; before: Actor }> {
  const clock = createWallClock(join(temporaryFolder('clock'), 'offset'));
  clock.set(aheadSeconds);
  const scene = scenario({ consecutive_failures_threshold: 2, restart_policy: { backoff_seconds: 0.1 } })
    .service('web', { program: 'beat', timeout_seconds: 5, env: clock.env })
    .open();
  for (let tick = 0; tick < 2; tick += 1) await scene.check();
  await eventually('it is known well', async () => {
    await scene.check();
    return (await scene.status('web')).verdict === 'healthy';
  });
  const [before] = scene.living('web');
  if (before === undefined) throw new Error('the service is not there');
  return { scene, before };
}

describe.each([
  ['T9 a service whose clock is an hour behind ours', -HOUR],
  ['T9 a service whose clock is an hour ahead of ours', HOUR],
  ['T9 a service whose clock was never set', -56 * 365 * 24 * HOUR],
])('%s', (_, ahead) => {
  test('is well while it beats, and is not restarted', async () => {
    const { scene, before } = await running(ahead);
    for (let tick = 0; tick < 6; tick += 1) await scene.check();
    expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', restarts: 1 });
    expect(scene.living('web')).toEqual([before]);
  });

  test('is replaced when it hangs', async () => {
    const { scene, before } = await running(ahead);
    signal(before, 'SIGSTOP');
    await eventually('it is replaced', async () => {
      await scene.check();
      const [current] = scene.living('web');
      return current !== undefined && current.pid !== before.pid;
    });
    expect(scene.living('web')).toHaveLength(1);
  });
});
