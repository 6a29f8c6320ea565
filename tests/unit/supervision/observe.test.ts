// How a service is looked at: as little as suffices, and never by a bare pid.

import type { Service } from '../../../src/config/config.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

const PATH = '/heartbeats/web.json';
let rig: SupervisionRig;
beforeEach(() => {
  rig = createSupervisionRig([aService('web', { threshold: 5 })]);
});

/** What the next tick finds of web. */
async function found(change: Partial<Service> = {}) {
  rig.config = { ...rig.config, services: [aService('web', { threshold: 5, ...change })] };
  rig.host.looks.lookAt.length = 0;
  rig.host.looks.tables = 0;
  const { pass } = await rig.begin().run();
  const { judged, decision } = pass?.findings.get('web') ?? {};
  return { verdict: judged?.verdict, detail: judged?.detail, proven: judged?.proven, state: decision?.state };
}

/** A web that was just started and does not beat. */
async function silentWeb(): Promise<number> {
  rig.host.programs.set('web', {});
  const { world, ...shift } = rig.begin();
  world.requests.add('on', 'web', 'ann');
  await shift.run({ passes: 'none' });
  return rig.host.processes.of('web')[0]?.pid ?? -1;
}

test('a steady service costs one look at one pid', async () => {
  const pid = await rig.running('web');
  expect(await found()).toMatchObject({ verdict: 'healthy' });
  expect(rig.host.looks).toEqual({ lookAt: [pid], tables: 0 });
});

test('and leaves nothing to write, though another invocation had its record', async () => {
  await rig.running('web');
  await found();
  const { pass } = await rig.begin().run();
  const { before, decision } = pass?.findings.get('web') ?? {};
  expect(before).toBeDefined();
  expect(decision?.state).toBe(before);
});

test('a dead one that has beaten costs two looks, and none at all processes', async () => {
  const pid = await rig.running('web');
  rig.host.processes.end(pid);
  expect(await found()).toMatchObject({ verdict: 'stale_pid', proven: true });
  expect(new Set(rig.host.looks.lookAt)).toEqual(new Set([pid]));
  expect(rig.host.looks.tables).toBe(0);
});

test('a zombie is dead', async () => {
  const pid = await rig.running('web');
  rig.host.processes.begin({ ...rig.host.processes.get(pid), state: 'Z', marks: {} });
  expect(await found()).toMatchObject({ verdict: 'stale_pid', detail: expect.stringContaining('zombie') });
});

test('a pid that has passed on to another program is dead, not the service', async () => {
  const pid = await rig.running('web');
  rig.host.processes.end(pid);
  rig.host.clock.pass(10);
  rig.host.processes.begin({ pid });
  expect(await found()).toMatchObject({ verdict: 'stale_pid', proven: true });
});

test('a pid that has passed on is not taken for the leader of a service that never beat', async () => {
  const pid = await silentWeb();
  rig.host.processes.end(pid);
  rig.host.clock.pass(10);
  rig.host.processes.begin({ pid });
  expect(await found()).toMatchObject({ verdict: 'no_heartbeat', proven: true });
});

test('a new service whose leader has ended lives on in whoever has its cookie', async () => {
  const pid = await silentWeb();
  rig.host.processes.begin({ marks: { ...rig.host.processes.get(pid)?.marks } });
  rig.host.processes.end(pid);
  expect(await found()).toMatchObject({ verdict: 'starting' });
  expect(rig.host.looks.tables).toBe(1);
});

test('a child that lives on does not keep alive a service that has beaten', async () => {
  const pid = await rig.running('web');
  rig.host.processes.begin({ marks: { ...rig.host.processes.get(pid)?.marks } });
  rig.host.processes.end(pid);
  expect(await found()).toMatchObject({ verdict: 'stale_pid', proven: true });
});

test('a service that beats from a child lives as long as that child', async () => {
  const pid = await silentWeb();
  const child = rig.host.processes.begin({
    ppid: pid,
    sid: pid,
    marks: { ...rig.host.processes.get(pid)?.marks },
  });
  rig.host.beat(PATH, child.pid);
  expect(await found()).toMatchObject({
    verdict: 'healthy',
    state: { instance: { beating: { pid: child.pid } } },
  });
  rig.host.processes.end(pid);
  expect(await found()).toMatchObject({ verdict: 'healthy' });
  rig.host.heartbeats.delete(PATH);
  rig.host.hang(PATH);
  rig.host.heartbeats.delete(PATH);
  expect(await found()).toMatchObject({ verdict: 'no_heartbeat', proven: false });
  rig.host.processes.end(child.pid);
  expect(await found()).toMatchObject({ verdict: 'no_heartbeat', proven: true });
});

test('what cannot be looked at is unknown, whatever its heartbeat says', async () => {
  await rig.running('web');
  const lookAt = () => ({ kind: 'unknown', why: 'EACCES' }) as const;
  Object.assign(rig.host, { lookAt });
  const before = rig.begin().world.memory.states.get('web');
  expect(await found()).toMatchObject({ verdict: 'unknown', state: before });
});

test('processes that cannot all be seen prove no death', async () => {
  const pid = await silentWeb();
  rig.host.processes.end(pid);
  const processTable = () => {
    throw new Error('EMFILE');
  };
  Object.assign(rig.host, { processTable });
  expect(await found()).toMatchObject({ verdict: 'unknown' });
});

test('after a reboot nothing of the record lives, whoever has its pid now', async () => {
  const pid = await rig.running('web');
  const { startTicks } = rig.host.processes.get(pid) ?? {};
  rig.host.processes.endAll();
  rig.host.clock.reboot();
  rig.host.processes.begin({ pid, ...(startTicks && { startTicks }) });
  expect(await found()).toMatchObject({ verdict: 'stale_pid', proven: true });
});

test('a service whose heartbeat tells nothing lives as long as the process that beat last', async () => {
  const pid = await silentWeb();
  const { marks } = rig.host.processes.get(pid) ?? {};
  const child = rig.host.processes.begin({ ppid: pid, sid: pid, marks: { ...marks } });
  rig.host.beat(PATH, child.pid);
  await found();
  rig.host.processes.end(pid);
  rig.host.hang(PATH);
  rig.host.heartbeats.set(PATH, { kind: 'untrusted', problem: 'a symbolic link' });
  expect(await found()).toMatchObject({ verdict: 'unknown', proven: false });
  rig.host.processes.begin({ marks: { ...marks } });
  rig.host.processes.end(child.pid);
  expect(await found()).toMatchObject({ verdict: 'no_heartbeat', proven: true });
});

describe.each<[string, Partial<Service>]>([
  [
    'with a check of its process',
    { foundBy: { kind: 'record', configPath: '/etc/config.json', user: undefined } },
  ],
  ['with other checks, or none', {}],
])('one that is known by its record alone, %s', (_, source) => {
  const KNOWN = { heartbeatPath: undefined, ...source };
  const helperOf = (pid: number) => {
    const { marks } = rig.host.processes.get(pid) ?? {};
    return rig.host.processes.begin({ ppid: 1, marks: { ...marks, config: '/etc/config.json' } as never });
  };

  test('is dead for certain once the process of a start that came off has ended, whatever of it lives on', async () => {
    const pid = await rig.running('web');
    await found(KNOWN);
    helperOf(pid);
    rig.host.processes.end(pid);
    expect(await found(KNOWN)).toMatchObject({ verdict: 'stale_pid', proven: true });
  });

  test('lives by whom a start that ended has left it to, and no longer than that', async () => {
    const pid = await silentWeb();
    const heir = helperOf(pid);
    rig.host.clock.pass(1);
    helperOf(pid);
    rig.host.processes.end(pid);
    expect(await found(KNOWN)).toMatchObject({
      verdict: 'healthy',
      state: { instance: { beating: { pid: heir.pid } } },
    });
    rig.host.processes.end(heir.pid);
    expect(await found(KNOWN)).toMatchObject({ verdict: 'stale_pid', proven: true });
  });
});

describe('one whose pidfile tells its process', () => {
  const SILENT: Partial<Service> = {
    heartbeatPath: undefined,
    foundBy: { kind: 'pidfile', path: '/run/web.pid', user: undefined, configPath: '/srv/config.json' },
  };

  test('costs one look while the process on record lives', async () => {
    const pid = await rig.running('web');
    expect(await found(SILENT)).toMatchObject({ verdict: 'healthy' });
    expect(rig.host.looks).toEqual({ lookAt: [pid], tables: 0 });
  });

  const named = (pid: number) => {
    const writtenAtMs = rig.host.clock.now().wallMs;
    rig.host.pidfiles.set('/run/web.pid', { kind: 'read', pid, ownerUid: 1000, writtenAtMs });
  };

  test('is starting while what was started lives and the file names nobody, and is not well after its grace', async () => {
    const pid = await silentWeb();
    expect(await found(SILENT)).toMatchObject({
      verdict: 'starting',
      detail: `pid ${pid} was started 0 s ago; there is no pidfile /run/web.pid`,
    });
    rig.host.clock.pass(100);
    expect(await found(SILENT)).toMatchObject({ verdict: 'stale_pid', proven: false });
    rig.host.pidfiles.set('/run/web.pid', { kind: 'unusable', problem: 'no number' });
    expect(await found(SILENT)).toMatchObject({ verdict: 'unknown' });
  });

  test('is well once the file names what was started', async () => {
    const pid = await silentWeb();
    named(pid);
    const own = { leader: { pid }, confirmed: true, origin: 'started' };
    expect(await found(SILENT)).toMatchObject({ verdict: 'healthy', state: { instance: own } });
  });

  test('is well once the file names a child of what was started, and lives by that', async () => {
    const pid = await silentWeb();
    const { marks } = rig.host.processes.get(pid) ?? {};
    const child = rig.host.processes.begin({ ppid: pid, sid: pid, marks: { ...marks } });
    named(child.pid);
    const own = { leader: { pid }, beating: { pid: child.pid } };
    expect(await found(SILENT)).toMatchObject({ verdict: 'healthy', state: { instance: own } });
    rig.host.processes.end(pid);
    expect(await found(SILENT)).toMatchObject({ verdict: 'healthy', state: { instance: own } });
  });

  test('is whom the file names beside what was started', async () => {
    await silentWeb();
    const other = rig.host.processes.begin();
    named(other.pid);
    expect(await found(SILENT)).toMatchObject({
      verdict: 'healthy',
      state: { instance: { leader: { pid: other.pid }, origin: 'adopted', confirmed: true } },
    });
  });

  test('is dead for certain when that has ended and the file names nobody, whatever of it lives on', async () => {
    const pid = await rig.running('web');
    await found(SILENT);
    rig.host.processes.begin({ marks: { ...rig.host.processes.get(pid)?.marks } });
    rig.host.processes.end(pid);
    expect(await found(SILENT)).toMatchObject({
      verdict: 'stale_pid',
      proven: true,
      detail: `pid ${pid} is dead; there is no pidfile /run/web.pid`,
    });
  });

  test('is whom it names when that has ended', async () => {
    rig.host.processes.end(await rig.running('web'));
    const other = rig.host.processes.begin();
    const writtenAtMs = rig.host.clock.now().wallMs;
    rig.host.pidfiles.set('/run/web.pid', { kind: 'read', pid: other.pid, ownerUid: 1000, writtenAtMs });
    expect(await found(SILENT)).toMatchObject({
      verdict: 'healthy',
      state: { instance: { leader: { pid: other.pid }, origin: 'adopted' } },
    });
  });
});

test('managers that are slow are waited for as long as a pass may take, and the others are not asked', async () => {
  const manager = (key: string) => ({ kind: 'docker', cli: ['docker'], container: key }) as const;
  const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
  const services = keys.map((key) =>
    aService(key, {
      threshold: 5,
      heartbeatPath: undefined,
      foundBy: { kind: 'manager', manager: manager(key), user: undefined, configPath: '/etc/config.json' },
    }),
  );
  rig.config = { ...rig.config, services };
  const asked: number[] = [];
  const ask = (_: unknown, seconds: number) => {
    asked.push(seconds);
    rig.host.clock.pass(4);
    return { exitCode: 0, stdout: 'exited 0', stderr: '' };
  };
  Object.assign(rig.host, { ask });
  const { pass } = await rig.begin().run();
  expect(asked).toEqual([5, 5, 5, 3]);
  expect(pass?.findings.get('d')?.judged.verdict).toBe('stale_pid');
  expect(pass?.findings.get('e')?.judged).toMatchObject({
    verdict: 'unknown',
    detail: 'managers have been waited for 15 s in this pass already',
  });
});

test('services that are sought by their command lines share one look at all of them', async () => {
  rig.config = {
    ...rig.config,
    services: ['web', 'shop', 'mail'].map((key) =>
      aService(key, {
        heartbeatPath: undefined,
        threshold: 5,
        foundBy: { kind: 'match', pattern: key, user: undefined, configPath: '/srv/config.json' },
      }),
    ),
  };
  const { pass } = await rig.begin().run();
  const verdicts = [...(pass?.findings.values() ?? [])].map(({ judged }) => judged.verdict);
  expect(verdicts).toEqual(['stale_pid', 'stale_pid', 'stale_pid']);
  expect(rig.host.looks.tables).toBe(1);
});
