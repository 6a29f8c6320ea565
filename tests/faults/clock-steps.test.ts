// The wall clock is set while services run that go by it too: nobody is killed for it, and no limit or wait is got around.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry, Settings } from '../support/config-document.ts';
import { eventually } from '../support/eventually.ts';
import type { Result } from '../support/invocation.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { signal } from '../support/scene-processes.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { createWallClock, type WallClock } from '../support/wall-clock.ts';

const HOUR = 3600;
const YEAR = 365 * 24 * HOUR;
// At the first failure, and without a wait after the start: nothing but the clock keeps anybody from being ended.
const HASTY = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0.1 } };

interface Stage {
  readonly scene: Scene;
  readonly clock: WallClock;
  /** A check that goes by the clock. */
  check(env?: Readonly<Record<string, string>>): Promise<Result>;
}

/** One service, on a host with a clock of its own. */
function open(entry: Entry = { program: 'beat' }, settings: Settings = {}): Stage {
  const clock = createWallClock(join(temporaryFolder('clock'), 'offset'));
  const scene = scenario({ ...HASTY, ...settings })
    .service('web', { timeout_seconds: 20, env: clock.env, ...entry })
    .open();
  return {
    scene,
    clock,
    check: (env = {}) => scene.begin(['check'], { env: { ...clock.env, ...env } }).ended,
  };
}

/** The same, with the service at work, proved by a beat. */
async function running(aheadSeconds = 0, settings: Settings = {}): Promise<Stage> {
  const stage = open({ program: 'beat' }, settings);
  stage.clock.set(aheadSeconds);
  await stage.check();
  await eventually('the service is healthy', async () => {
    await stage.check();
    return verdictOf(stage.scene) === 'healthy';
  });
  return stage;
}

function verdictOf(scene: Scene): unknown {
  return scene.rows('SELECT health FROM check_history ORDER BY id DESC LIMIT 1')[0]?.health;
}

function attemptsIn(scene: Scene): unknown {
  return scene.rows('SELECT count(*) AS n FROM recoveries')[0]?.n;
}

test.each([
  ['T1 T7 when the wall clock is set forward by two hours', 2 * HOUR],
  ['T2 T7 when the wall clock is set back by two hours', -2 * HOUR],
  ['T6 when the wall clock is set to 2099', 73 * YEAR],
  ['T6 when the wall clock falls back to 1970', -56 * YEAR],
])(
  '%s between two beats, a service is neither ended nor doubled, and its record still fits it',
  async (_, step) => {
    const { scene, clock, check } = await running();
    const [before] = scene.living('web');
    if (before === undefined) throw new Error('the service is not there');
    // It says nothing new until we have looked.
    signal(before, 'SIGSTOP');
    clock.set(step);
    await check();
    signal(before, 'SIGCONT');
    for (let tick = 0; tick < 3; tick += 1) await check();
    expect(verdictOf(scene)).toBe('healthy');
    clock.set(0);
    for (let tick = 0; tick < 2; tick += 1) await check();
    expect(scene.living('web')).toEqual([before]);
    expect(scene.rows("SELECT DISTINCT pid FROM check_history WHERE health = 'healthy'")).toEqual([
      { pid: before.pid },
    ]);
    expect(attemptsIn(scene)).toBe(1);
  },
);

test('T1 I9 a service that hangs while the wall clock is set is ended once its timeout is over, and not later', async () => {
  const { scene, clock, check } = await running(0, { verify_delay: 0 });
  scene.edit({}, { web: { program: 'beat', timeout_seconds: 3, env: clock.env } });
  const [before] = scene.living('web');
  if (before === undefined) throw new Error('the service is not there');
  signal(before, 'SIGSTOP');
  clock.set(-2 * HOUR);
  await check();
  expect(scene.living('web')).toEqual([before]);
  await eventually('it is replaced', async () => {
    await check();
    return attemptsIn(scene) === 2;
  });
  expect(scene.living('web')).toHaveLength(1);
  expect(scene.living('web')).not.toEqual([before]);
});

describe('a service that fails at every start', () => {
  const FAILING = { commands: { start: 'exit 9' } };

  test.each([
    ['T1 I3 is not started sooner because the wall clock was set forward by a week', 7 * 24 * HOUR],
    ['T2 I3 is not started sooner because the wall clock was set back by a week', -7 * 24 * HOUR],
  ])('%s', async (_, step) => {
    const { scene, clock, check } = open(FAILING, {
      restart_policy: { backoff_seconds: 1000, max_backoff_seconds: 1000 },
    });
    await check();
    clock.set(step);
    for (let tick = 0; tick < 3; tick += 1) await check();
    expect(attemptsIn(scene)).toBe(1);
  });

  test('T2 does not wait for ever because the wall clock was set back', async () => {
    const { scene, clock, check } = open(FAILING, { restart_policy: { backoff_seconds: 1 } });
    await check();
    clock.set(-YEAR);
    await eventually('it is tried again', async () => {
      await check();
      return attemptsIn(scene) === 2;
    });
  });

  test('T1 I3 is given up after as many starts as are allowed, though the wall clock is set forward by a day before each', async () => {
    const policy = { backoff_seconds: 0.1, max_backoff_seconds: 0.1, max_restarts: 2, window_seconds: 600 };
    const { scene, clock, check } = open(FAILING, { restart_policy: policy });
    for (let day = 0; day < 5; day += 1) {
      clock.set(day * 24 * HOUR);
      // The first one after a step only looks.
      for (let tick = 0; tick < 2; tick += 1) await check();
    }
    expect(attemptsIn(scene)).toBe(2);
    expect(scene.rows("SELECT count(*) AS n FROM events WHERE kind = 'given_up'")).toEqual([{ n: 1 }]);
  });
});

test('T6 a clock that leaps to 2099 empties neither the history nor the folder of logs', async () => {
  const { scene, clock, check } = await running(0, { retention_days: 30 });
  const before = scene.rows('SELECT id FROM ticks').length;
  const logs = readdirSync(scene.path('logs'));
  clock.set(73 * YEAR);
  for (let tick = 0; tick < 3; tick += 1) await check();
  clock.set(73 * YEAR + 2 * HOUR);
  await check();
  expect(scene.rows('SELECT id FROM ticks')).toHaveLength(before + 4);
  expect(attemptsIn(scene)).toBe(1);
  expect(readdirSync(scene.path('logs'))).toEqual(expect.arrayContaining(logs));
});

test('T6 on a host that booted in 1970 a service is started and well, and stays so when its clock is set', async () => {
  const { scene, clock, check } = await running(-56 * YEAR);
  const [before] = scene.living('web');
  for (let tick = 0; tick < 2; tick += 1) await check();
  clock.set(0);
  for (let tick = 0; tick < 3; tick += 1) await check();
  expect(verdictOf(scene)).toBe('healthy');
  expect(scene.living('web')).toEqual([before]);
});

test.each([
  ['T5 when summer time begins', '2026-03-08T06:59:57Z'],
  ['T5 when summer time ends', '2026-11-01T05:59:57Z'],
])('%s, in a zone that has it, a service stays as it is', async (_, instant) => {
  const stage = await running(Math.round((Date.parse(instant) - Date.now()) / 1000));
  const { scene, clock, check } = stage;
  const [before] = scene.living('web');
  for (let tick = 0; tick < 3; tick += 1) await check({ TZ: 'America/New_York' });
  clock.set(Math.round((Date.parse(instant) - Date.now()) / 1000) + 10);
  for (let tick = 0; tick < 3; tick += 1) await check({ TZ: 'America/New_York' });
  expect(verdictOf(scene)).toBe('healthy');
  expect(scene.living('web')).toEqual([before]);
});

test('T5 checks from crontabs with different time zones agree on how old a beat is', async () => {
  const { scene, check } = await running();
  const [before] = scene.living('web');
  for (const TZ of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kolkata', ':nonsense']) {
    await check({ TZ });
    expect(verdictOf(scene)).toBe('healthy');
  }
  expect(scene.living('web')).toEqual([before]);
  expect(attemptsIn(scene)).toBe(1);
});
