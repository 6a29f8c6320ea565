// A host in trouble: nothing that lives is ended for it, the dead are started all the same, and a person hears of it once.

import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1 };
const NEVER_WELL = { host_checks: [{ type: 'disk', path: '/', min_free_mb: 1e12 }] };
const told = (scene: Scene) =>
  scene.rows('SELECT kind FROM events WHERE key IS NULL').map(({ kind }) => kind);

test('M7 a service that hangs is left alone while the host is in trouble, and recovered once that is over', async () => {
  const scene = scenario({ ...HASTY, ...NEVER_WELL })
    .service('web', { program: 'beat', timeout_seconds: 2 })
    .open();
  await scene.watchdog('on', 'web', '--wait');
  const first = await scene.check();
  expect(first).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(/host_trouble: \/: /) });
  const { pid } = await scene.healthy('web');
  process.kill(pid as number, 'SIGSTOP');
  await eventually('it is stale', async () => (await scene.status('web')).verdict === 'timed_out');

  expect(await scene.check()).toMatchObject({ exitCode: 1 });
  expect(await scene.status('web')).toMatchObject({ reason: 'host_trouble', pid });
  expect(told(scene)).toEqual(['host_trouble']);

  scene.edit({ host_checks: [] });
  await scene.check();
  expect(told(scene)).toEqual(['host_trouble', 'host_relief']);
  await scene.healthy('web');
  expect(scene.living('web')[0]?.pid).not.toBe(pid);
});

test('a dead service is started, whatever trouble the host is in', async () => {
  const scene = scenario({ ...HASTY, ...NEVER_WELL })
    .service('web')
    .open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.killInstance('web');
  await scene.check();
  await scene.healthy('web');
});
