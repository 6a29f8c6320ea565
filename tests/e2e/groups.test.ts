// Services that are meant together, as real processes.

import { scenario } from '../support/scenario.ts';

test('a group or a tag on the command line means all that have it, in their order', async () => {
  const scene = scenario()
    .service('web', { program: 'beat', group: 'site', depends_on: ['api'] })
    .service('api', { program: 'beat', tags: ['site', 'slow'] })
    .service('other')
    .open();
  expect(await scene.watchdog('on', '@site')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^api: .*\nweb: /),
  });
  expect(scene.living('other')).toEqual([]);
  const [before] = scene.living('web');
  expect(await scene.watchdog('restart', '@site')).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')[0]?.pid).not.toBe(before?.pid);
  expect(await scene.watchdog('status', '@site')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^web\trunning\t.*\napi\trunning\t.*\n$/),
  });
  expect(await scene.watchdog('off', '@slow')).toMatchObject({ exitCode: 0 });
  expect(await scene.watchdog('status', '@site')).toMatchObject({ exitCode: 3 });
  expect(scene.living('web')).toHaveLength(1);
  expect(await scene.watchdog('off', '@sit')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('Did you mean "@site"?'),
  });
});

test('an entry with instances runs as many processes, each its own; fewer of them leave the rest unwatched', async () => {
  const many = (instances: number) => ({
    program: 'beat',
    heartbeat_path: 'heartbeats/job-{index}.json',
    env: { NUMBER: '{index+10}' },
    instances,
  });
  const scene = scenario({ consecutive_failures_threshold: 1 }).service('job', many(3)).open();
  expect(await scene.watchdog('on', 'job', '--wait')).toMatchObject({ exitCode: 0 });
  const keys = ['job-1', 'job-2', 'job-3'];
  expect(keys.map((key) => scene.living(key)[0]?.env.NUMBER)).toEqual(['11', '12', '13']);
  await scene.check();
  await scene.killInstance('job-2');
  await scene.check();
  await scene.healthy('job-2');
  const before = keys.map((key) => scene.living(key)[0]?.pid);
  expect(await scene.watchdog('restart', 'job')).toMatchObject({ exitCode: 0 });
  keys.forEach((key, place) => {
    expect(scene.living(key)).toHaveLength(1);
    expect(scene.living(key)[0]?.pid).not.toBe(before[place]);
  });

  scene.edit({}, { job: many(2) });
  expect(await scene.check()).toMatchObject({
    stderr: expect.stringMatching(/job-3: unwatched: .* goes on unwatched/),
  });
  expect(scene.living('job-3')).toHaveLength(1);
  expect(await scene.watchdog('status', 'job-3')).toMatchObject({ exitCode: 2 });
});
