// A start, and what a dead invocation left of one: one copy, whatever happened before.

import type { Service } from '../../../src/config/config.ts';
import type { HeartbeatReading } from '../../../src/core/heartbeat.ts';
import { aCheck } from '../../support/core/checks.ts';
import type { Program } from '../../support/fake-host.ts';
import { createGate } from '../../support/gate.ts';
import { createLife } from '../../support/mortal.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

let rig: SupervisionRig;
beforeEach(() => {
  rig = createSupervisionRig([aService('web', { recoveryActions: ['kill', 'clean', 'tidy', 'start'] })]);
});

const ALL = ['script web.clean', 'script web.tidy', 'launch web'];

describe('a start', () => {
  test.each<[string, Program, string, RegExp, number]>([
    ['that cannot be made has failed', { notStarted: 'no such file' }, 'failed', /^no such file$/, 0],
    [
      'that ends at once has failed',
      { exitCode: 0 },
      'failed',
      /^exited with code 0 within the verify delay$/,
      0,
    ],
    [
      'that ends well and leaves a process has daemonised',
      { exitCode: 0, leavesOne: true },
      'succeeded',
      /^started pid \d+, which has daemonised$/,
      1,
    ],
    [
      'that ends badly and leaves a process has failed',
      { exitCode: 1, leavesOne: true },
      'failed',
      /^exited with code 1, leaving pid \d+ behind$/,
      1,
    ],
  ])('%s', async (_, program, result, message, copies) => {
    await rig.dead('web');
    rig.host.programs.set('web', program);
    const shift = rig.begin();
    await shift.run();
    expect(rig.steps()[3]).toMatchObject({ outcome: result, message: expect.stringMatching(message) });
    const [left] = rig.host.processes.of('web');
    expect(rig.host.processes.of('web')).toHaveLength(copies);
    expect(shift.world.memory.states.get('web')?.instance?.leader.pid).toBe(left?.pid);
  });

  test.each<[string, Partial<Service>, string]>([
    ['has done its work', {}, 'succeeded'],
    [
      'may answer from the background where only that tells of it',
      { heartbeatPath: undefined, checks: [aCheck()] },
      'failed',
    ],
  ])('that ends well where only failures matter %s', async (_, change, outcome) => {
    rig.config = { ...rig.config, services: [aService('web', { restart: 'on-failure', ...change })] };
    rig.host.programs.set('web', { exitCode: 0 });
    const shift = rig.begin();
    shift.world.requests.add('on', 'web', 'ann');
    await shift.run({ passes: 'none' });
    expect(rig.steps().at(-1)).toMatchObject({ action: 'start', outcome });
  });

  test('that left a process behind is ended by the next recovery, not joined', async () => {
    await rig.dead('web');
    rig.host.programs.set('web', { exitCode: 1, leavesOne: true });
    await rig.begin().run();
    rig.host.programs.clear();
    rig.host.clock.pass(100);
    await rig.begin().run();
    expect(rig.host.processes.of('web')).toHaveLength(1);
    expect(rig.host.effects.filter((effect) => effect.startsWith('end web'))).toHaveLength(1);
  });

  test('is not made where somebody has meanwhile started the service by hand', async () => {
    await rig.dead('web');
    const gate = createGate();
    rig.host.programs.set('web.clean', { until: gate.lasts });
    const done = rig.begin().run();
    await rig.effect('script web.clean');
    const { pid } = rig.host.processes.begin();
    rig.host.beat('/heartbeats/web.json', pid);
    gate.open();
    await done;
    expect(rig.host.effects).not.toContain('launch web');
    expect(rig.steps()[3]).toMatchObject({ outcome: 'adopted', message: `pid ${pid} runs already` });
    await rig.begin().run();
    expect(rig.outcomes()).toEqual(['recover recovered']);
  });
});

describe('while it is being recovered', () => {
  const PATH = '/heartbeats/web.json';

  /** A recovery of a dead web, during whose script something happens. */
  async function recoverWhile(happening: () => void): Promise<void> {
    await rig.dead('web');
    const gate = createGate();
    rig.host.programs.set('web.clean', { until: gate.lasts });
    const done = rig.begin().run();
    await rig.effect('script web.clean');
    happening();
    gate.open();
    await done;
  }

  test('nothing is started beside who may be it and cannot be told; nor is he adopted', async () => {
    await recoverWhile(() => {
      const { pid } = rig.host.processes.begin({ marks: { uid: 33 } });
      rig.host.beat(PATH, pid);
    });
    expect(rig.host.effects).not.toContain('launch web');
    expect(rig.steps()[3]).toMatchObject({
      outcome: 'failed',
      message: expect.stringContaining('of user 33'),
    });
    expect(rig.host.processes.all()).toHaveLength(1);
    await rig.begin().run();
    expect(rig.host.processes.all()).toHaveLength(1);
  });

  test.each([-3600, -60, 3600])(
    'nobody is started beside who began to beat though the clock was set by %d s meanwhile',
    async (seconds) => {
      await recoverWhile(() => {
        rig.host.clock.step(seconds);
        rig.host.clock.pass(1);
        rig.host.beat(PATH, rig.host.processes.begin().pid);
      });
      expect(rig.host.effects).not.toContain('launch web');
      expect(rig.steps()[3]).toMatchObject({
        outcome: 'failed',
        message: expect.stringMatching(/may be it/),
      });
      const [byHand] = rig.host.processes.all();
      await rig.begin().run();
      expect(rig.host.processes.all()).toEqual([byHand]);
    },
  );

  test('who began to beat and reports an error is adopted as well', async () => {
    await recoverWhile(() => {
      const { pid } = rig.host.processes.begin();
      const { wallMs } = rig.host.clock.now();
      rig.host.heartbeats.set(PATH, errorBeat(pid, wallMs));
    });
    expect(rig.steps()[3]).toMatchObject({ outcome: 'adopted' });
  });

  test('a file that cannot be read keeps nobody down of whom nothing lives', async () => {
    await recoverWhile(() => void rig.host.heartbeats.set(PATH, { kind: 'unreadable', problem: 'EACCES' }));
    expect(rig.host.effects).toContain('launch web');
  });
});

function errorBeat(pid: number, timestampMs: number): HeartbeatReading {
  const told = { pid, timestampMs, status: 'error', iteration: 1, progress: undefined };
  const heartbeat = { ...told, instance: undefined, foreignKey: undefined };
  return { kind: 'read', heartbeat, ownerUid: 1000 };
}

test('nobody is taken for the service by a beat that is older than its recovery', async () => {
  const pid = await rig.running('web');
  rig.host.processes.end(pid);
  rig.host.clock.pass(1);
  const stranger = rig.host.processes.begin({ pid });
  rig.host.clock.pass(1);
  await rig.begin().run();
  expect(rig.host.effects).toEqual(ALL);
  expect(rig.host.processes.get(pid)).toBe(stranger);
});

describe('what a dead invocation left', () => {
  /** A recovery of a dead web whose invocation dies at that instant; the new web does not beat. */
  async function dieWhen(deed: string): Promise<void> {
    for (let last = 0, fate = ''; !fate.endsWith(deed); last += 1) {
      rig = createSupervisionRig(rig.config.services);
      await rig.dead('web');
      rig.host.programs.set('web', {});
      fate = await rig
        .begin(createLife(last))
        .run()
        .then(() => 'it lived on', String);
      if (fate === 'it lived on') throw new Error(`never: ${deed}`);
    }
  }

  test('of a start is found by its cookie and taken for the service', async () => {
    await dieWhen('web is spawned');
    const [left] = rig.host.processes.of('web');
    await rig.begin().run();
    expect(rig.host.processes.of('web')).toEqual([left]);
    expect(rig.steps()[3]).toMatchObject({
      outcome: 'adopted',
      message: `pid ${left?.pid} was already started by an invocation that died`,
    });
  });

  test('of a start is ended when it is switched off', async () => {
    await dieWhen('web is spawned');
    const shift = rig.begin();
    shift.world.requests.add('off', 'web', 'ann');
    await shift.run();
    expect(rig.host.processes.all()).toEqual([]);
    await rig.begin().run();
    expect(rig.host.processes.all()).toEqual([]);
  });

  test('of a script is ended by its mark before the script runs again', async () => {
    await dieWhen('web.clean runs');
    const [left] = rig.host.processes.all();
    rig.host.effects.length = 0;
    await rig.begin().run();
    expect(rig.host.effects).toEqual([`end web ${left?.pid}`, ...ALL]);
  });
});
