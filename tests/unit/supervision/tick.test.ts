// One tick: all that follows from it is stored at once, before anything is done, and told once.

import { aCheck } from '../../support/core/checks.ts';
import { createLife, SuddenDeath } from '../../support/mortal.ts';
import { aService, heartbeatOf } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

const KEYS = ['a', 'b', 'c', 'd', 'e'];
let rig: SupervisionRig;
beforeEach(() => {
  rig = createSupervisionRig(KEYS.map((key) => aService(key, { threshold: 2 })));
});

const reasons = async () => {
  const { pass } = await rig.begin().run();
  return [...(pass?.findings.values() ?? [])].map(({ decision }) => decision.reason);
};

test('a healthy pass commits once, writes one row, and tells nothing', async () => {
  await rig.calm();
  const before = rig.counts();
  const { life, ...shift } = rig.begin();
  await shift.run();
  expect(life.deeds).toEqual(['commitTick']);
  expect(rig.counts()).toEqual({ ...before, ticks: (before.ticks ?? 0) + 1 });
  expect(rig.log.filter(({ level }) => level !== 'DEBUG')).toEqual([]);
});

test('states, events and intents are stored together, before any effect', async () => {
  await rig.calm();
  const dead = rig.host.processes.of('a')[0]?.pid ?? -1;
  rig.host.processes.end(dead);
  await rig.ticks(1);
  const { life, world, ...shift } = rig.begin();
  let atFirstEffect: unknown;
  rig.host.midway = (what) => {
    atFirstEffect ??= rig.record.rows(
      "SELECT streak, (SELECT count(*) FROM recoveries) AS intents FROM services WHERE key = 'a'",
    );
    life.to(what);
  };
  await shift.run();
  expect(life.deeds[0]).toBe('commitTick');
  expect(life.deeds.filter((deed) => deed === 'commitTick')).toHaveLength(1);
  expect(atFirstEffect).toEqual([{ streak: 0, intents: 1 }]);
  expect(rig.told()).toEqual(['a down']);
});

test('what fails below the threshold is told, and nothing is done', async () => {
  await rig.calm();
  rig.hang('a');
  await rig.ticks(3);
  expect(rig.host.effects).toEqual([]);
  expect(rig.told()).toEqual(['a down']);
  expect(rig.begin().world.memory.states.get('a')?.streak.count).toBe(1);
});

test('a service that comes back by itself is told as up, once', async () => {
  await rig.calm();
  const [process] = rig.host.processes.of('a');
  rig.hang('a');
  await rig.ticks(3);
  rig.host.beat(heartbeatOf('a'), process?.pid ?? -1);
  await rig.ticks(3);
  expect(rig.told()).toEqual(['a down', 'a up']);
  expect(rig.counts().recoveries).toBe(0);
});

test('a death, its recovery and its proof are each told once', async () => {
  await rig.calm();
  rig.host.processes.end(rig.host.processes.of('a')[0]?.pid ?? -1);
  await rig.ticks(5);
  expect(rig.told()).toEqual(['a down', 'a recovered']);
  expect(rig.record.rows('SELECT outcome, recovered_at - begun_at AS took FROM recoveries')).toEqual([
    { outcome: 'recovered', took: 30_000 },
  ]);
});

test('a service that the config asks for no more is told of once, without a pid: it may have been replaced since it was seen', async () => {
  await rig.calm();
  rig.config = { ...rig.config, services: rig.config.services.filter(({ key }) => key !== 'a') };
  await rig.ticks(3);
  expect(rig.told()).toEqual(['a unwatched']);
  expect(rig.record.rows('SELECT message FROM events')).toEqual([
    {
      message: expect.stringMatching(
        /^it is checked no more\D*: what lives of it goes on unwatched; see "watchdog orphans"$/,
      ),
    },
  ]);
  expect(rig.host.effects).toEqual([]);
});

test('that a service is well again is told to whoever was told that it was down', async () => {
  await rig.calm();
  rig.host.processes.end(rig.host.processes.of('a')[0]?.pid ?? -1);
  await rig.ticks(5);
  expect(rig.log.filter(({ isRelief }) => isRelief).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^recovered: pid \d+ beats, \S+ s after it was started$/),
  ]);
});

test('giving up is told once, and tried slowly from then on', async () => {
  await rig.calm();
  rig.host.programs.set('a', { exitCode: 1 });
  rig.host.processes.end(rig.host.processes.of('a')[0]?.pid ?? -1);
  await rig.ticks(150, 10);
  const launches = () => rig.host.effects.filter((effect) => effect === 'launch a').length;
  const flips = () => rig.told().filter((one) => one !== 'a recovery_failed');
  expect(flips()).toEqual(['a down', 'a given_up']);
  const before = launches();
  await rig.ticks(60, 60);
  expect(flips()).toEqual(['a down', 'a given_up']);
  expect(launches() - before).toBeGreaterThanOrEqual(1);
  expect(launches() - before).toBeLessThanOrEqual(2);
});

test('a concern is told when it begins, not at every tick', async () => {
  await rig.calm();
  rig.host.heartbeats.set(heartbeatOf('a'), { kind: 'untrusted', problem: 'it is a FIFO' });
  rig.hang('a');
  rig.host.heartbeats.set(heartbeatOf('a'), { kind: 'untrusted', problem: 'it is a FIFO' });
  await rig.ticks(3);
  expect(rig.told()).toEqual(['a concern']);
  expect(rig.host.effects).toEqual([]);
});

test('what a check warns of is told again once the service can be looked at again', async () => {
  const to = { host: '127.0.0.1', port: 1 };
  const probe = { kind: 'tcp', to, send: undefined, expect: undefined } as const;
  rig = createSupervisionRig([aService('a', { checks: [aCheck({ probe, severity: 'warn' })] })]);
  await rig.calm();
  const pid = rig.host.processes.of('a')[0]?.pid ?? -1;
  rig.hang('a');
  rig.host.heartbeats.set(heartbeatOf('a'), { kind: 'untrusted', problem: 'it is a FIFO' });
  await rig.ticks(1);
  rig.host.clock.pass(30);
  rig.host.beat(heartbeatOf('a'), pid);
  await rig.begin().run();
  expect(rig.told()).toEqual(['a concern', 'a concern']);
});

test('what depends on a dead service waits until that is healthy again', async () => {
  rig = createSupervisionRig([
    aService('db'),
    aService('web', { dependsOn: [{ key: 'db', condition: 'healthy' }] }),
  ]);
  await rig.allRunning();
  rig.host.processes.endAll();
  expect(await reasons()).toEqual(['threshold_reached', 'dependency_down']);
  rig.host.clock.pass(30);
  expect(await reasons()).toEqual(['healthy', 'threshold_reached']);
  expect(rig.host.effects.filter((effect) => effect.startsWith('launch'))).toEqual([
    'launch db',
    'launch web',
  ]);
});

test('a reboot starts everything, in its order and without patience for brakes', async () => {
  rig = createSupervisionRig(KEYS.map((key) => aService(key)));
  await rig.allRunning();
  rig.host.processes.endAll();
  rig.host.clock.reboot();
  await rig.begin().run();
  expect(rig.host.effects.filter((effect) => effect.startsWith('launch')).sort()).toEqual(
    KEYS.map((key) => `launch ${key}`),
  );
});

test('what is switched off is looked at, and left off', async () => {
  await rig.calm();
  const shift = rig.begin();
  shift.world.requests.add('off', 'a', 'ann');
  await shift.run({ passes: 'none' });
  rig.host.effects.length = 0;
  await rig.ticks(5);
  expect(rig.host.effects).toEqual([]);
  expect(rig.told()).toEqual(['a switched_off']);
});

test('what was to be done to a service that has left the config since is closed', async () => {
  await rig.calm();
  rig.host.processes.end(rig.host.processes.of('a')[0]?.pid ?? -1);
  await rig.ticks(1);
  await expect(rig.begin(createLife(1)).run()).rejects.toBeInstanceOf(SuddenDeath);
  rig.config = { ...rig.config, services: [aService('b')] };
  const shift = rig.begin();
  expect(shift.world.store.unfinishedRecoveries()).toHaveLength(1);
  await shift.run();
  expect(rig.host.effects).toEqual([]);
  expect(shift.world.store.unfinishedRecoveries()).toEqual([]);
});

describe('what depends on a service that was recovered', () => {
  const ON_DB = { dependsOn: [{ key: 'db', condition: 'healthy' }] } as const;

  async function afterRecoveryOf(change: Parameters<typeof aService>[1]): Promise<readonly string[]> {
    rig = createSupervisionRig([aService('db', change), aService('web', ON_DB), aService('other')]);
    await rig.calm();
    rig.host.clock.pass(30);
    rig.host.processes.end(rig.host.processes.of('db')[0]?.pid ?? -1);
    await rig.ticks(6);
    return rig.host.effects.filter((effect) => effect.startsWith('launch'));
  }

  test('is restarted once, when that is healthy again and wants it so', async () => {
    expect(await afterRecoveryOf({ restartsDependents: true })).toEqual(['launch db', 'launch web']);
    expect(rig.record.rows('SELECT key, reason, detail FROM recoveries')).toMatchObject([
      { key: 'db', reason: 'threshold_reached' },
      {
        key: 'web',
        reason: 'dependency_recovered',
        detail: 'db, on which it depends, was replaced since it was started',
      },
    ]);
  });

  test('is not asked again when it could not be ended, for it could not be started again', async () => {
    rig = createSupervisionRig([aService('db', { restartsDependents: true }), aService('web', ON_DB)]);
    await rig.calm();
    rig.host.clock.pass(30);
    rig.host.processes.end(rig.host.processes.of('db')[0]?.pid ?? -1);
    rig.host.startFaults.set('web', 'no such program');
    await rig.ticks(30, 60);
    expect(rig.record.rows("SELECT reason, outcome FROM recoveries WHERE key = 'web'")).toEqual([
      { reason: 'dependency_recovered', outcome: 'failed' },
    ]);
    expect(rig.host.processes.of('web')).toHaveLength(1);
  });

  test('is left alone where that is not asked for', async () => {
    expect(await afterRecoveryOf({})).toEqual(['launch db']);
  });
});

test('failures of a critical service are errors in the log, those of others are warnings', async () => {
  rig = createSupervisionRig([aService('a', { critical: true }), aService('b')]);
  await rig.calm();
  rig.hang('a', 'b');
  await rig.ticks(3);
  expect(rig.log.filter(({ message }) => message.startsWith('down'))).toMatchObject([
    { key: 'a', level: 'ERROR', message: expect.stringMatching(/^down: critical: timed_out: /) },
    { key: 'b', level: 'WARNING', message: expect.stringMatching(/^down: timed_out: /) },
  ]);
});

test('of those that are recovered at one tick the smaller priority goes first', async () => {
  rig = createSupervisionRig([aService('a'), aService('b', { priority: 1 }), aService('c')]);
  rig.config = { ...rig.config, maxParallelRecoveries: 1 };
  await rig.allRunning();
  rig.host.processes.endAll();
  await rig.begin().run();
  expect(rig.host.effects.filter((effect) => effect.startsWith('launch'))).toEqual([
    'launch b',
    'launch a',
    'launch c',
  ]);
});
