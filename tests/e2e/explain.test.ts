// `explain`: why a service is as it is, in words that a person can act on, and for programs.

import { readFileSync } from 'node:fs';
import type { ExplainedNow, ExplainedThen, ExplainReport } from '../../src/commands/explain/explanation.ts';
import { type Scene, scenario } from '../support/scenario.ts';

async function explain(
  scene: Scene,
  ...words: string[]
): Promise<ExplainReport & { exitCode: number | null }> {
  const { exitCode, stdout, stderr } = await scene.watchdog('explain', ...words, '--json');
  expect(stderr).toBe('');
  return { exitCode, ...JSON.parse(stdout) };
}

async function explainNow(scene: Scene, key: string): Promise<ExplainedNow> {
  const { explanations } = await explain(scene, key);
  return explanations[0] as ExplainedNow;
}

/** The rule that has decided. */
function decided({ rules, brakes }: ExplainedNow): readonly string[] {
  return [...rules, ...brakes].filter(({ result }) => result === 'decided').map(({ rule }) => rule);
}

test('a service that is down is explained through its failure, its wait, and its being given up', async () => {
  const scene = scenario({
    restart_policy: { max_restarts: 1, backoff_seconds: 3600, max_backoff_seconds: 3600 },
  })
    .service('web', { commands: { start: 'exit 3' } })
    .open();
  const lineOf = (option: string) =>
    readFileSync(scene.configPath, 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(option)) + 1;
  const first = await explainNow(scene, 'web');
  expect(decided(first)).toEqual(['below_threshold']);
  expect(first).toMatchObject({
    decision: { reason: 'below_threshold', action: 'none' },
    notRestarted: expect.stringMatching(/^below_threshold: there is no heartbeat file .*; failure 1 of 2$/),
  });

  await scene.check();
  await scene.check();
  const second = await explainNow(scene, 'web');
  await scene.check();
  expect(decided(second)).toEqual(['below_threshold']);
  const third = await explainNow(scene, 'web');
  expect(decided(third)).toEqual(['backing_off']);
  expect(third.rules.find(({ rule }) => rule === 'given_up')?.measures[0]).toMatchObject({
    value: 1,
    limit: 1,
    option: 'restart_policy.max_restarts',
    place: { at: 'restart_policy.max_restarts', line: lineOf('max_restarts') },
  });
  expect(third.next.inSeconds).toBeGreaterThan(3600);
});

test('one that is off, one that waits for another, and one that is disabled are explained; every line fits a terminal', async () => {
  const scene = scenario({ consecutive_failures_threshold: 1 })
    .service('db', {})
    .service('web', { program: 'beat', depends_on: ['db'] })
    .service('idle', { program: 'beat', enabled: false })
    .open();
  scene.edit({}, { db: { commands: { start: 'exit 3' } } });
  await scene.watchdog('off', 'db');
  expect(decided(await explainNow(scene, 'db'))).toEqual(['off']);
  expect(await explainNow(scene, 'web')).toMatchObject({
    notRestarted: 'dependency_down: db is switched off',
  });
  expect((await explain(scene, 'idle')).explanations).toMatchObject([
    { kind: 'disabled', place: { at: 'processes.idle.enabled' } },
  ]);
  const { stdout, exitCode } = await scene.watchdog('explain', 'web');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^ {2}not restarted {2}dependency_down: db is switched off$/m);
  expect(stdout).toMatch(
    /^ {2}YES dependency_down {6}down: db is switched off \(depends_on, config.json:\d+\)$/m,
  );
});

test('it changes nothing, and an unknown key gets a suggestion', async () => {
  const scene = scenario().service('web').open();
  expect(await scene.watchdog('explain', 'wbe')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('Did you mean "web"?'),
  });
  await explain(scene, 'web');
  expect(scene.rows('SELECT 1 FROM ticks')).toEqual([]);
  expect(scene.living('web')).toEqual([]);
});

test('how it was at an instant is told by the record: its verdict, the reason, its last recovery', async () => {
  const scene = scenario({ consecutive_failures_threshold: 1 }).service('web').open();
  await scene.check();
  await scene.healthy('web');
  await scene.check();
  const [first, last] = scene.rows('SELECT at FROM ticks ORDER BY id') as { at: number }[];
  const instant = (ms = 0) => new Date(ms).toISOString();

  const { explanations } = await explain(scene, 'web', '--at', instant(first?.at));
  expect(explanations[0] as ExplainedThen).toMatchObject({
    kind: 'then',
    verdict: 'no_heartbeat',
    reason: 'threshold_reached',
    since: instant(first?.at),
    recovery: {
      reason: 'threshold_reached',
      steps: [{ action: 'kill' }, { action: 'start', outcome: 'succeeded' }],
    },
    events: [{ kind: 'down' }],
  });
  expect((await explain(scene, 'web', '--at', instant(last?.at))).explanations).toMatchObject([
    { verdict: 'healthy', reason: 'healthy' },
  ]);
  const long = await scene.watchdog('explain', 'web', '--at', '2001-01-01');
  expect(long).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('the first check on record was at'),
  });
  expect(await scene.watchdog('explain', 'web', '--at', 'teatime')).toMatchObject({ exitCode: 2 });
});

test('without any record an instant is told to be unknown', async () => {
  const scene = scenario().service('web').open();
  const { stdout } = await scene.watchdog('explain', 'web', '--at', '1h');
  expect(stdout).toContain('no check is on record');
});
