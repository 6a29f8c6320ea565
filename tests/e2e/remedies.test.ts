// Each trouble gets its own cure: steps by verdict, others when the usual ones do not help, and steps that are more than a name.

import { existsSync, readFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const HASTY = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0 } };
const STEPS = 'SELECT action, outcome, message, begun_at, ended_at FROM steps ORDER BY recovery_id, ordinal';

/** The steps of recoveries of our own. */
const OURS = `SELECT action, steps.outcome, message FROM steps JOIN recoveries ON recoveries.id = recovery_id
  WHERE purpose = 'recover' ORDER BY recovery_id, ordinal`;

async function recoveryOf(scene: Scene): Promise<void> {
  await eventually('it is recovered', async () => {
    await scene.check();
    return scene.rows(OURS).length > 0;
  });
}

test.each<[string, unknown, string]>([
  [
    'heard by the second rung',
    [
      ['SIGTERM', 0.3],
      ['SIGQUIT', 5],
      ['SIGKILL', 5],
    ],
    'SIGQUIT',
  ],
  ['ended by KILL, though it is not written', [['SIGTERM', 0.3]], 'SIGKILL'],
])('a hung service that is deaf to TERM is %s', async (_, ladder, by) => {
  const scene = scenario(HASTY)
    .service('web', {
      program: 'hang-with-family',
      timeout_seconds: 1,
      start_grace_seconds: 0,
      recovery_actions: [{ kill: ladder }],
    })
    .open();
  await scene.watchdog('on', 'web');
  await eventually('it hangs', () => existsSync(scene.path('heartbeats', 'web.json')));
  expect(scene.living('web')).toHaveLength(3);
  await recoveryOf(scene);
  expect(scene.rows(OURS)).toMatchObject([
    { action: 'kill', message: expect.stringContaining(`ended 3 process(es) with ${by}`) },
  ]);
  expect(scene.living('web')).toEqual([]);
});

test('a service that admits to be ill is told to read its config again by HUP, and goes on well as the same process', async () => {
  const scene = scenario(HASTY)
    .service('web', {
      program: 'ail-until-hup',
      recovery_actions: { error_status: [{ signal: 'SIGHUP' }], default: ['kill', 'start'] },
    })
    .open();
  await scene.watchdog('on', 'web');
  const [before] = scene.living('web');
  await recoveryOf(scene);
  expect(scene.rows(OURS)).toMatchObject([
    { action: 'signal', outcome: 'succeeded', message: `SIGHUP sent to pid ${before?.pid}` },
  ]);
  expect(await scene.healthy('web')).toMatchObject({ pid: before?.pid });
  expect(scene.living('web')).toEqual([before]);
});

test('a service with a stop command ends by that, in its own time, before anything is killed', async () => {
  const start = "trap '' TERM; while [ ! -e quit ]; do sleep 0.1; done; sleep 0.5; touch drained";
  const scene = scenario({ ...HASTY, kill_timeout: 20 })
    .service('web', { commands: { start, stop: 'touch quit' }, timeout_seconds: 1, start_grace_seconds: 0 })
    .open();
  await scene.watchdog('on', 'web');
  expect(scene.living('web')).not.toEqual([]);
  expect(await scene.watchdog('off', 'web')).toMatchObject({
    exitCode: 0,
    stdout: 'web: stop: it has ended; kill: ended by its stop command\n',
  });
  expect(existsSync(scene.path('drained'))).toBe(true);
  expect(scene.living('web')).toEqual([]);
  expect(
    scene.rows("SELECT action, steps.outcome, message FROM steps WHERE action IN ('stop', 'kill')"),
  ).toEqual([
    { action: 'stop', outcome: 'succeeded', message: 'it has ended' },
    { action: 'kill', outcome: 'succeeded', message: 'ended by its stop command' },
  ]);
});

test('what a hung service was doing is written down before it is ended, with what its diagnose command printed', async () => {
  const diagnose = 'echo "asked $WATCHDOG_TARGET_PID"; sleep 100';
  const scene = scenario({ ...HASTY, kill_timeout: 0.3 })
    .service('web', {
      commands: {
        start: ['sh', '-c', `echo "about to hang"; exec '${toyCommand('hang-with-family').join("' '")}'`],
        diagnose,
      },
      timeout_seconds: 1,
      start_grace_seconds: 0,
    })
    .open();
  await scene.watchdog('on', 'web');
  await eventually('it hangs', () => existsSync(scene.path('heartbeats', 'web.json')));
  const { leader } = JSON.parse(readFileSync(scene.path('family.json'), 'utf8'));
  await recoveryOf(scene);
  const [{ black_box: path, took } = {}] = scene.rows(`SELECT black_box, ended_at - begun_at AS took
    FROM recoveries WHERE purpose = 'recover'`);
  const text = readFileSync(String(path), 'utf8');
  expect(text).toMatch(/^web, before recovery \d+ ended it at .*\nwhy: threshold_reached, timed_out: /);
  expect(text).toContain('diagnose: not done after 2 s, and ended');
  expect(text).toMatch(new RegExp(`^${leader} S .*hang-with-family\\.py\n {2}\\d+ S sleep 180$`, 'm'));
  expect(text).toMatch(/^\[wchan\]\n\w+$/m);
  expect(text).toMatch(/^\[open files\]\n\d+ in all\n0 → \/dev\/null$/m);
  expect(text).toMatch(/--- what diagnose printed: .*\nasked \d+\n/);
  expect(text).toContain(`asked ${leader}`);
  expect(text).toMatch(/--- its last words: .*web\.log\nabout to hang\n/);
  expect(Number(took)).toBeLessThan(10_000);
  expect(scene.everything().filter(({ env }) => env.WATCHDOG_STEP)).toEqual([]);
  expect(await scene.status('web')).toMatchObject({ blackBox: { path } });
  expect((await scene.watchdog('status', 'web')).stdout).toContain(`black box     ${path}, `);
});

test('killed with -9 while a diagnose command runs: the next check ends what is left of it', async () => {
  const commands = {
    start: toyCommand('hang-with-family'),
    diagnose: 'trap "" TERM; touch asked; sleep 100',
  };
  const scene = scenario({ ...HASTY, kill_timeout: 0.3 })
    .service('web', { commands, timeout_seconds: 1, start_grace_seconds: 0, recovery_actions: ['kill'] })
    .open();
  await scene.watchdog('on', 'web');
  await eventually('it hangs', () => existsSync(scene.path('heartbeats', 'web.json')));
  const invocation = await eventually('it is diagnosed', async () => {
    const one = scene.begin(['check']);
    await Promise.race([one.ended, eventually('', () => existsSync(scene.path('asked')))]);
    return existsSync(scene.path('asked')) && one;
  });
  await invocation.killHard();
  expect(scene.everything().filter(({ env }) => env.WATCHDOG_STEP)).not.toEqual([]);
  await scene.check();
  expect(scene.everything().filter(({ env }) => env.WATCHDOG_STEP)).toEqual([]);
  expect(scene.living('web')).toEqual([]);
});

test('clear_db is run only when two recoveries in a row have not helped', async () => {
  const scene = scenario(HASTY)
    .service('web', {
      commands: { start: toyCommand('beat'), clear_db: 'echo cleared >> cleared.txt' },
      recovery_actions: ['kill', 'start'],
      escalate: [{ after: 2, actions: ['kill', 'clear_db', 'start'] }],
    })
    .open();
  for (const recovery of [1, 2, 3]) {
    expect(existsSync(scene.path('cleared.txt'))).toBe(false);
    expect(await scene.check()).toMatchObject({ exitCode: 0 });
    expect(scene.rows('SELECT reason FROM recoveries')).toHaveLength(recovery);
    if (recovery < 3) await scene.killInstance('web');
  }
  expect(readFileSync(scene.path('cleared.txt'), 'utf8')).toBe('cleared\n');
  expect(scene.rows('SELECT reason FROM recoveries ORDER BY id')).toEqual([
    { reason: 'threshold_reached' },
    { reason: 'threshold_reached' },
    { reason: 'escalated' },
  ]);
  expect(scene.living('web')).toHaveLength(1);
});

test('a vital command that fails leaves the service down, and says so', async () => {
  const scene = scenario(HASTY)
    .service('web', {
      commands: { start: toyCommand('beat'), migrate: 'echo "no such table"; exit 3' },
      recovery_actions: ['kill', { run: 'migrate', timeout_seconds: 5, on_failure: 'stop' }, 'start'],
    })
    .open();
  const { exitCode, stderr } = await scene.check();
  expect(exitCode).toBe(1);
  expect(stderr).toContain('web: migrate: exited with code 3; its last words: no such table');
  expect(scene.living('web')).toEqual([]);
});

test('killed with -9 in the middle of a wait: the next check waits for the rest of it, and goes on as was planned', async () => {
  const waiting = {
    commands: { start: toyCommand('beat') },
    recovery_actions: ['kill', { wait: 3 }, 'start'],
  };
  const scene = scenario(HASTY).service('web', waiting).open();
  const invocation = scene.begin(['check']);
  await eventually('it waits', () => scene.rows(STEPS).some((row) => row.action === 'wait' && row.begun_at));
  await invocation.killHard();
  const [, begun] = scene.rows(STEPS);
  scene.edit({}, { web: { ...waiting, recovery_actions: ['start'] } });
  expect(scene.living('web')).toEqual([]);

  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  expect(scene.rows("SELECT 1 FROM check_history WHERE reason = 'resume'")).toHaveLength(1);
  const [, waited, started] = scene.rows(STEPS);
  expect(waited).toMatchObject({ action: 'wait', outcome: 'succeeded', begun_at: begun?.begun_at });
  expect(Number(started?.begun_at) - Number(begun?.begun_at)).toBeGreaterThanOrEqual(3000);
  expect(scene.living('web')).toHaveLength(1);
  expect(scene.rows('SELECT purpose FROM recoveries')).toEqual([{ purpose: 'recover' }]);
});

test('a wait is cut short by a polite end, and left to the next invocation', async () => {
  const scene = scenario(HASTY)
    .service('web', { program: 'beat', recovery_actions: ['kill', { wait: 600 }, 'start'] })
    .open();
  const invocation = scene.begin(['check']);
  await eventually('it waits', () => scene.rows(STEPS).some((row) => row.action === 'wait' && row.begun_at));
  invocation.child.kill('SIGTERM');
  expect(await invocation.ended).toMatchObject({ exitCode: 143 });
  expect(scene.rows(STEPS)[1]).toMatchObject({ action: 'wait', ended_at: null });
});
