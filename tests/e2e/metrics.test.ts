// Metrics, through the built program: what is told, to whom, and that it can be relied on.

import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { eventually } from '../support/eventually.ts';
import { noPromtool, promtool, samplesIn } from '../support/metrics-reading.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { testUnless } from '../support/test-unless.ts';

const HASTY = { consecutive_failures_threshold: 1, metrics: { textfile: 'watchdog.prom' } };

const textIn = (scene: Scene) => readFileSync(scene.path('watchdog.prom'), 'utf8');
const valuesIn = (scene: Scene) => samplesIn(textIn(scene));
const RESTARTS = 'watchdog_service_restarts_total{service="web",reason="threshold_reached"}';

async function running(settings: Readonly<Record<string, unknown>> = HASTY): Promise<Scene> {
  const scene = scenario(settings).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  return scene;
}

test('a tick writes a file that everybody may read, and leaves no other beside it', async () => {
  const scene = await running();
  const before = Date.now() / 1000;
  expect(await scene.check()).toMatchObject({ exitCode: 0, stderr: '' });
  expect(statSync(scene.path('watchdog.prom')).mode & 0o777).toBe(0o644);
  expect(readdirSync(scene.folder).filter((name) => name.includes('prom'))).toEqual(['watchdog.prom']);
  const values = valuesIn(scene);
  expect(values).toMatchObject({
    'watchdog_service_up{service="web"}': 1,
    'watchdog_service_state{service="web",state="running"}': 1,
    'watchdog_service_verdict{service="web",verdict="healthy"}': 1,
    'watchdog_services{state="running"}': 1,
    watchdog_observing_only: 0,
    [RESTARTS]: 0,
  });
  expect(values.watchdog_last_tick_timestamp_seconds).toBeGreaterThanOrEqual(before);
  expect(values.watchdog_last_tick_duration_seconds).toBeGreaterThan(0);
  expect(values).not.toHaveProperty(['watchdog_service_memory_bytes{service="web"}']);
});

testUnless(noPromtool)('Prometheus finds nothing to complain of, whatever a name has in it', async () => {
  const scene = scenario(HASTY)
    .service('web', { program: 'beat', display_name: 'a "name" with \\ and é' })
    .service('idle', { program: 'beat', enabled: false })
    .service('job', { program: 'beat', checks: [{ type: 'resources', max_memory_mb: 1000 }] })
    .open();
  await scene.check();
  expect(promtool(['check', 'metrics'], textIn(scene))).toBe('');
  expect(promtool(['check', 'metrics'], (await scene.watchdog('metrics')).stdout)).toBe('');
  expect(textIn(scene)).toContain('display_name="a \\"name\\" with \\\\ and é"');
});

test('the verb prints the same as the file has, but for what time has changed', async () => {
  const scene = await running();
  await scene.check();
  const { stdout, exitCode } = await scene.watchdog('metrics');
  expect(exitCode).toBe(0);
  const same = (text: string) => text.replaceAll(/(heartbeat_age_seconds\{.*\}) .*/g, '$1');
  expect(same(stdout)).toBe(same(textIn(scene)));
  const { families } = JSON.parse((await scene.watchdog('metrics', '--json')).stdout);
  expect(families).toContainEqual(
    expect.objectContaining({
      name: 'watchdog_service_up',
      points: [{ labels: { service: 'web' }, value: 1 }],
    }),
  );
});

test('the verb needs neither a tick nor a setting, and the holder of the lease keeps nobody from it', async () => {
  const scene = scenario().service('web').open();
  expect(samplesIn((await scene.watchdog('metrics')).stdout)).toMatchObject({ [RESTARTS]: 0 });
  const holder = scene.begin(['check', '--every', '1s', '--for', '60s']);
  await scene.healthy('web');
  const { stdout, exitCode } = await scene.watchdog('metrics');
  expect({ exitCode, up: samplesIn(stdout)['watchdog_service_up{service="web"}'] }).toEqual({
    exitCode: 0,
    up: 1,
  });
  await holder.killHard();
});

test('a recovery is counted with its time, and nothing falls when invocations are killed or the past is forgotten', async () => {
  const scene = await running({ ...HASTY, restart_policy: { backoff_seconds: 0.1 } });
  await scene.check();
  for (let round = 1; round <= 2; round += 1) {
    await scene.killInstance('web');
    const killed = scene.begin(['check']);
    await scene.healthy('web');
    await killed.killHard();
    await scene.check();
    expect(valuesIn(scene)[RESTARTS]).toBe(round);
  }
  const before = valuesIn(scene);
  expect(before['watchdog_service_recoveries_total{service="web"}']).toBeGreaterThanOrEqual(1);
  expect(before['watchdog_service_recovery_seconds_total{service="web"}']).toBeGreaterThan(0);
  const database = new Database(scene.path('state', 'watchdog.db'));
  database.exec(
    "DELETE FROM recoveries WHERE ended_at IS NOT NULL; DELETE FROM meta WHERE name = 'pruned_at'",
  );
  database.close();
  await scene.check();
  const counters = Object.entries(before).filter(([name]) => name.includes('_total{service="web"'));
  expect(counters.length).toBeGreaterThan(5);
  const after = valuesIn(scene);
  for (const [name, value] of counters) expect(after[name]).toBeGreaterThanOrEqual(value);
});

test('as soon as a recovery has ended, the file tells of what came of it', async () => {
  const scene = await running();
  await scene.check();
  await scene.killInstance('web');
  await scene.check();
  expect(valuesIn(scene)).toMatchObject({
    [RESTARTS]: 1,
    'watchdog_service_verdict{service="web",verdict="stale_pid"}': 0,
  });
});

test('a tick that can only observe writes what it sees, and says so', async () => {
  const scene = await running();
  await scene.check();
  await scene.killInstance('web');
  const database = new Database(scene.path('state', 'watchdog.db'));
  database.exec('PRAGMA user_version = 99');
  database.close();
  expect(await scene.check()).toMatchObject({ exitCode: 4 });
  const values = valuesIn(scene);
  expect(values).toMatchObject({ watchdog_observing_only: 1, 'watchdog_service_up{service="web"}': 0 });
  expect(values).not.toHaveProperty([RESTARTS]);
  const { exitCode, stdout } = await scene.watchdog('metrics');
  expect(exitCode).toBe(4);
  expect(stdout).toMatch(/^# .*newer.*\n# HELP/);
});

test('a dry run writes nothing', async () => {
  const scene = await running();
  await scene.watchdog('check', '--dry-run');
  expect(readdirSync(scene.folder)).not.toContain('watchdog.prom');
});

test('who finds the lease held is counted', async () => {
  const scene = await running();
  const holder = scene.begin(['check', '--every', '1s', '--for', '60s']);
  await scene.healthy('web');
  for (let time = 0; time < 3; time += 1) await scene.check();
  await holder.killHard();
  await scene.check();
  expect(valuesIn(scene).watchdog_lease_met_total).toBe(3);
});

test('a file that cannot be written is told, and keeps nobody from being recovered', async () => {
  const scene = await running({ ...HASTY, metrics: { textfile: 'nowhere/watchdog.prom' } });
  await scene.killInstance('web');
  const { exitCode, stderr } = await scene.check();
  expect(exitCode).toBe(0);
  expect(stderr).toContain('metrics.textfile: ');
  expect(stderr).toContain('nowhere/watchdog.prom could not be written');
  expect(scene.living('web')).toHaveLength(1);
});

test('a file that cannot be written is told once when that begins, and once when it is over', async () => {
  const scene = await running({ ...HASTY, metrics: { textfile: 'soon/watchdog.prom' } });
  expect(await scene.check()).toMatchObject({ stderr: expect.stringMatching(/could not be written/) });
  expect(await scene.check()).toMatchObject({ stderr: '' });
  mkdirSync(scene.path('soon'));
  expect(await scene.check()).toMatchObject({
    stderr: expect.stringMatching(/watchdog\.prom is written again/),
  });
  expect(await scene.check()).toMatchObject({ stderr: '' });
});

test('memory and processor time are measured where that is asked for', async () => {
  const scene = await running({ ...HASTY, metrics: { textfile: 'watchdog.prom', resources: true } });
  await scene.check();
  const values = valuesIn(scene);
  expect(values['watchdog_service_memory_bytes{service="web"}']).toBeGreaterThan(100_000);
  expect(values['watchdog_service_cpu_seconds_total{service="web"}']).toBeGreaterThanOrEqual(0);
});

test('a path that node-exporter would not read is a mistake', async () => {
  const scene = scenario({ metrics: { textfile: 'watchdog.txt' } })
    .service('web')
    .open();
  expect(await scene.check()).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('ends in .prom'),
  });
});

test('whoever reads the file while it is replaced finds it whole', async () => {
  const scene = await running();
  await scene.check();
  const ticks = scene.begin(['check', '--every', '1s', '--for', '60s']);
  const texts = new Set<string>();
  await eventually('several ticks were read', () => {
    for (let time = 0; time < 200; time += 1) texts.add(textIn(scene));
    return texts.size > 3;
  });
  await ticks.killHard();
  const [, ...lastLines] = textIn(scene).split('# TYPE watchdog_service_cpu_seconds_total');
  expect(lastLines).toHaveLength(1);
  for (const text of texts) expect(text.endsWith(lastLines[0] ?? '')).toBe(true);
});
