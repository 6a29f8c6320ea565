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
