// Maintenance windows through the built program: an edit of the config begins one, and another ends it.

import { scenario } from '../support/scenario.ts';

// Each minute for two: it lasts for ever.
const NOW = { cron: '* * * * *', duration: '2m', timezone: 'Europe/Berlin', reason: 'the nightly import' };

test.each([
  ['of all services', { maintenance: [NOW] }, {}],
  ['of one service', {}, { web: { program: 'beat' as const, maintenance: [NOW] } }],
])(
  'in a window %s nothing is started of our own accord; what is down when it ends is recovered then',
  async (_title, settings, services) => {
    const scene = scenario({ consecutive_failures_threshold: 1 }).service('web').open();
    await scene.watchdog('on', 'web', '--wait');
    scene.edit(settings, services);
    for (const { pid } of scene.living('web')) process.kill(pid, 'SIGKILL');
    for (let tick = 0; tick < 2; tick += 1)
      expect(await scene.check()).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
    expect(scene.living('web')).toEqual([]);
    expect(await scene.status('web')).toMatchObject({
      reason: 'maintenance',
      verdict: 'stale_pid',
      failures: 2,
      detail: expect.stringMatching(/; in maintenance until 20.*Z: the nightly import$/),
    });
    expect(await scene.watchdog('explain', 'web')).toMatchObject({
      stdout: expect.stringMatching(
        /YES maintenance +window: in maintenance until .*\(.*maintenance, config\.json:\d+\)/,
      ),
    });
    scene.edit({}, { web: { program: 'beat' } });
    await scene.check();
    expect(scene.living('web')).toHaveLength(1);
  },
);

test('what a person asks for is done in a window', async () => {
  const scene = scenario({ maintenance: [NOW] })
    .service('web')
    .open();
  expect(await scene.watchdog('on', 'web', '--wait')).toMatchObject({ exitCode: 0 });
  const [before] = scene.living('web');
  expect(await scene.watchdog('restart', 'web', '--wait')).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toHaveLength(1);
  expect(scene.living('web')[0]?.pid).not.toBe(before?.pid);
  expect(await scene.watchdog('off', 'web')).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toEqual([]);
});

test('a window that never comes, or in no zone of this world, is a mistake of the config, told with its line', async () => {
  const scene = scenario().service('web').open();
  scene.edit({
    maintenance: [
      { ...NOW, cron: '61 * * * *' },
      { ...NOW, timezone: 'Mars/Base' },
    ],
  });
  const { exitCode, stderr } = await scene.watchdog('validate');
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(
    /line \d+, maintenance\[0\]\.cron: found "61 \* \* \* \*", Invalid value for minute: 61; expected the five/,
  );
  expect(stderr).toMatch(
    /line \d+, maintenance\[1\]\.timezone: found "Mars\/Base"; expected the name of a time zone/,
  );
});
