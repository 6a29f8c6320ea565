// `plan`: what the next check does because of an edit is told before it comes, and comes as it was told.

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import type { PlanReport } from '../../src/commands/plan/plan-report.ts';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

async function planOf(scene: Scene, ...words: string[]): Promise<PlanReport> {
  const { exitCode, stdout } = await scene.watchdog('plan', '--json', ...words);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout });
  return JSON.parse(stdout);
}

function forget(scene: Scene, key: string): void {
  const config = JSON.parse(readFileSync(scene.configPath, 'utf8'));
  delete config.processes[key];
  writeFileSync(scene.configPath, JSON.stringify(config));
}

test('an edit is compared with the config of the last check, and what is told of it comes so', async () => {
  const scene = scenario({ consecutive_failures_threshold: 1 }).service('web').service('old').open();
  await scene.check();
  await scene.healthy('old');
  expect(await scene.watchdog('plan')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('Name the former file with --from'),
  });
  // What was edited just now could be edited once more within one step of its clock.
  await eventually('it is remembered', async () => {
    await scene.check();
    return (await scene.watchdog('plan')).exitCode === 0;
  });
  expect(await planOf(scene)).toMatchObject({ services: [], global: [] });

  scene.edit(
    { max_restarts_per_hour: 5 },
    { web: { program: 'beat', env: { SECRET: 'x' }, timeout_seconds: 90 }, young: { program: 'beat' } },
  );
  forget(scene, 'old');
  // To look is not to work by it.
  await scene.watchdog('status');
  const { services, global } = await planOf(scene);
  expect(global).toEqual([{ option: 'max_restarts_per_hour', after: 5 }]);
  expect(services).toMatchObject([
    {
      key: 'web',
      change: 'changed',
      options: [
        { option: 'env.SECRET', after: '…' },
        { option: 'timeout_seconds', before: 60, after: 90 },
      ],
      means: expect.arrayContaining([expect.stringContaining('from its next start on')]),
      reason: 'healthy',
    },
    { key: 'young', change: 'added', reason: 'threshold_reached', planned: ['kill', 'start'] },
    { key: 'old', change: 'removed', means: [expect.stringContaining('left alone')] },
  ]);
  const before = scene.living('web').map(({ pid }) => pid);
  await scene.check();
  expect(scene.living('web').map(({ pid }) => pid)).toEqual(before);
  expect([scene.living('old'), scene.living('young')].map((all) => all.length)).toEqual([1, 1]);
});

test('what was given up is told to be re-armed, and a mistake in the file is told as everywhere', async () => {
  const scene = scenario({
    consecutive_failures_threshold: 1,
    restart_policy: { max_restarts: 1, backoff_seconds: 0 },
  })
    .service('web', { commands: { start: 'exit 3' } })
    .open();
  await scene.check();
  await scene.check();
  cpSync(scene.configPath, scene.path('former.json'));
  scene.edit({}, { web: { commands: { start: 'exit 4' } } });
  const { stdout } = await scene.watchdog('plan', '--from', 'former.json');
  expect(stdout).toMatch(/^~ web: changed\n {4}commands.start: … → …\n {2}→ re-armed: /m);
  scene.edit({ log_levle: 'INFO' });
  expect(await scene.watchdog('plan', '--from', 'former.json')).toMatchObject({ exitCode: 2 });
});
