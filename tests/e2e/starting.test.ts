// Starts: what fails is told and not hammered, what is slow or daemonises is known, and there is never a second copy.

import { rmSync, writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const HASTY = { consecutive_failures_threshold: 1 };
const FAILING = { commands: { start: 'echo "no such port" >&2; exit 9' } };

function startsIn(scene: Scene): number {
  return Number(
    scene.rows("SELECT count(*) AS n FROM steps WHERE action = 'start' AND begun_at IS NOT NULL")[0]?.n,
  );
}

test('R2 a start that fails is recorded with its exit code and last words, and not repeated before its backoff', async () => {
  const scene = scenario({ ...HASTY, restart_policy: { backoff_seconds: 3 } })
    .service('web', FAILING)
    .open();
  const { exitCode, stderr } = await scene.check();
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/web: start: exited with code 9/);
  expect(scene.rows("SELECT outcome, exit_code, output_tail FROM steps WHERE action = 'start'")).toEqual([
    { outcome: 'failed', exit_code: 9, output_tail: 'no such port' },
  ]);
  expect(scene.rows('SELECT outcome FROM recoveries')).toEqual([{ outcome: 'failed' }]);

  await scene.check();
  expect(startsIn(scene)).toBe(1);
  expect(await scene.status('web')).toMatchObject({ state: 'backoff', reason: 'backing_off' });
  await eventually('the backoff is over', async () => {
    await scene.check();
    return startsIn(scene) === 2;
  });
  const { nextAttemptSeconds = 0 } = await scene.status('web');
  expect(nextAttemptSeconds).toBeGreaterThan(4);
});

test('where the output cannot be written nothing is started: a failed start, told in words', async () => {
  const scene = scenario({ ...HASTY, log_dir: 'taken/logs' })
    .service('web')
    .open();
  writeFileSync(scene.path('taken'), 'a file');
  const { exitCode, stderr } = await scene.check();
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/web: start: .*taken\/logs: the output cannot be written there .*Correct log_dir/);
  expect(scene.rows("SELECT outcome FROM steps WHERE action = 'start'")).toEqual([{ outcome: 'failed' }]);
  expect(await scene.status('web')).toMatchObject({ state: 'backoff', restarts: 1 });
  expect(scene.living('web')).toEqual([]);
});

test('a start that exits with 0 and leaves nothing behind has failed', async () => {
  const scene = scenario(HASTY)
    .service('web', { commands: { start: 'true' } })
    .open();
  expect(await scene.check()).toMatchObject({ exitCode: 1 });
  expect(scene.rows("SELECT outcome, exit_code FROM steps WHERE action = 'start'")).toEqual([
    { outcome: 'failed', exit_code: 0 },
  ]);
});

describe('a service that does not come up', () => {
  const policy = { max_restarts: 2, backoff_seconds: 0, window_seconds: 60 };
  const settings = { ...HASTY, restart_policy: policy };

  async function givenUp(): Promise<Scene> {
    const scene = scenario(settings).service('web', FAILING).open();
    const told = [];
    for (let tick = 0; tick < 5; tick += 1) told.push((await scene.check()).stderr);
    expect(startsIn(scene)).toBe(2);
    expect(told.filter((words) => words.includes('given_up'))).toHaveLength(1);
    expect(scene.rows("SELECT kind FROM events WHERE kind = 'given_up'")).toHaveLength(1);
    expect(await scene.status('web')).toMatchObject({ state: 'fatal', reason: 'given_up' });
    return scene;
  }

  test('is given up after the allowed restarts, told once, and tried again when an operator restarts it', async () => {
    const scene = await givenUp();
    expect(await scene.watchdog('restart', 'web')).toMatchObject({ exitCode: 1 });
    expect(startsIn(scene)).toBe(3);
    await scene.check();
    expect(startsIn(scene)).toBe(4);
  });

  test('is tried again as soon as its command is corrected', async () => {
    const scene = await givenUp();
    scene.edit({}, { web: { program: 'beat' } });
    await scene.check();
    expect(await scene.healthy('web')).toMatchObject({ state: 'running' });
  });
});

/** Between its first and its last process is one that lives for as long as it takes to read the table of processes. */
const PASSES_ITSELF_ON = 'exit if fork; require POSIX; POSIX::setsid(); exit if fork; sleep 600';

test('whoever passes itself on to a child while we look at everybody is found all the same', async () => {
  const scene = scenario({ ...HASTY, verify_delay: 0.2 })
    .service('web', { commands: { start: ['perl', '-e', PASSES_ITSELF_ON] } })
    .open();
  for (let times = 0; times < 12; times += 1) await scene.watchdog('restart', 'web');
  const starts = scene.rows("SELECT message FROM steps WHERE action = 'start'");
  expect(starts).toEqual(starts.map(() => ({ message: expect.stringContaining('daemonised') })));
  expect(starts).toHaveLength(12);
});

test('a service that daemonises is adopted, restarted when it dies, and never doubled', async () => {
  const scene = scenario({ ...HASTY, verify_delay: 2 })
    .service('web', { program: 'daemonise' })
    .open();
  expect(await scene.watchdog('on', 'web', '--wait')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('daemonised'),
  });
  const [first] = scene.living('web');
  await scene.check();
  expect(scene.living('web')).toEqual([first]);
  await scene.killInstance('web');
  await scene.check();
  expect(scene.living('web')).toHaveLength(1);
});

test('R4 a slow starter gets no second copy within its grace, and is proved by its first beat', async () => {
  const scene = scenario(HASTY)
    .service('web', { program: ['beat-late', '2'] })
    .open();
  await scene.check();
  const [first] = scene.living('web');
  for (let tick = 0; tick < 3; tick += 1) await scene.check();
  expect(await scene.status('web')).toMatchObject({ state: 'starting', verdict: 'starting' });
  await scene.healthy('web');
  await scene.check();
  expect(scene.living('web')).toEqual([first]);
  expect(scene.rows('SELECT outcome FROM recoveries')).toEqual([{ outcome: 'recovered' }]);
});

test('a start that never beats is replaced once its grace is over', async () => {
  const silent = { commands: { start: ['sleep', '100'] }, start_grace_seconds: 1, timeout_seconds: 1 };
  const scene = scenario({ ...HASTY, restart_policy: { backoff_seconds: 0 } })
    .service('web', silent)
    .open();
  await scene.check();
  const [first] = scene.living('web');
  await eventually('it is replaced', async () => {
    await scene.check();
    return scene.living('web')[0]?.pid !== first?.pid;
  });
  expect(scene.living('web')).toHaveLength(1);
});

test('a living service whose heartbeat file vanished is replaced, not doubled', async () => {
  const once = { commands: { start: toyCommand('hang-with-family') }, kill_timeout: 0.5 };
  const scene = scenario(HASTY).service('web', once).open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  const [before] = scene.living('web');
  rmSync(scene.path('heartbeats', 'web.json'));

  await scene.check();
  await eventually('the new one is complete', () => scene.living('web').length === 3);
  expect(new Set(scene.living('web').map(({ env }) => env.WATCHDOG_INSTANCE)).size).toBe(1);
  expect(scene.living('web')[0]?.pid).not.toBe(before?.pid);
});

test('R14 a hung service that may not be killed is left as it is: no second copy beside it', async () => {
  const silent = {
    commands: { start: ['sleep', '100'] },
    start_grace_seconds: 0.5,
    disabled_actions: ['kill'],
  };
  const scene = scenario(HASTY).service('web', silent).open();
  await scene.watchdog('on', 'web');
  const before = scene.living('web');
  await eventually('its grace is over', async () => (await scene.status('web')).verdict === 'no_heartbeat');
  expect(await scene.check()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('still lives') });
  expect(scene.living('web')).toEqual(before);
});

test('after the record was lost, a service that runs is adopted from its heartbeat, not doubled', async () => {
  const scene = scenario(HASTY).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  const before = scene.living('web');
  rmSync(scene.path('state'), { recursive: true });
  for (let tick = 0; tick < 3; tick += 1) expect(await scene.check()).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toEqual(before);
});
