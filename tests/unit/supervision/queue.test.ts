// More recoveries than there are places: who waits for one, and whom an operator need not wait for.

import { eventually } from '../../support/eventually.ts';
import { createGate, type Gate } from '../../support/gate.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';
import type { Shift } from '../../support/supervision-shift.ts';

let rig: SupervisionRig;
let gate: Gate;
let shift: Shift;
let done: ReturnType<Shift['run']>;
beforeEach(async () => {
  rig = createSupervisionRig([aService('db'), aService('web'), aService('api', { threshold: 9 })]);
  await rig.allRunning();
  rig.host.processes.endAll();
  rig.config = { ...rig.config, maxParallelRecoveries: 1 };
  gate = createGate();
  rig.host.programs.set('db.clean', { until: gate.lasts });
  shift = rig.begin();
  done = shift.run();
  await rig.effect('script db.clean');
});

const launches = () => rig.host.effects.filter((effect) => effect === 'launch web').length;

test.each(['restart', 'on'] as const)(
  '%s of a service that waits for a place does not wait for it',
  async (kind) => {
    const { id } = shift.world.requests.add(kind, 'web', 'ann');
    await eventually('it is served', () => shift.world.requests.get(id)?.status === 'done', 10);
    expect(rig.host.effects).toContain('script web.clean');
    expect(shift.world.memory.states.get('web')?.restarts).toMatchObject({ level: 0, wait: undefined });
    gate.open();
    await done;
    expect(launches()).toBe(1);
    expect(rig.host.effects).toContain('launch db');
  },
);

test('off, when it no longer waits because of an on, calls it off all the same', async () => {
  rig.host.programs.set('web.clean', { until: gate.lasts });
  const on = shift.world.requests.add('on', 'web', 'ann').id;
  await rig.effect('script web.clean');
  const off = shift.world.requests.add('off', 'web', 'ann').id;
  await eventually('it is off', () => shift.world.requests.get(off)?.status === 'done', 10);
  expect(shift.world.requests.get(on)).toMatchObject({ status: 'failed', message: 'called off' });
  gate.open();
  await done;
  expect(launches()).toBe(0);
});

test('an edit that allows more at once counts from the next recovery on', async () => {
  expect(launches()).toBe(0);
  Object.assign(shift.world, { config: { ...rig.config, maxParallelRecoveries: 3 } });
  shift.world.requests.add('on', 'api', 'ann');
  await eventually('web is started', () => launches() === 1, 10);
  gate.open();
  await done;
});

describe('a service that hangs, and whose recovery waits for a place', () => {
  const KEYS = ['db', 'web', 'api', 'bus', 'mail'];

  beforeEach(async () => {
    gate.open();
    await done;
    rig = createSupervisionRig(KEYS.map((key) => aService(key)));
    await rig.allRunning();
    rig.config = { ...rig.config, maxParallelRecoveries: 1 };
    gate = createGate();
    rig.host.programs.set('db.clean', { until: gate.lasts });
    rig.hang('web');
    rig.host.clock.pass(100);
    rig.host.processes.end(rig.host.processes.of('db')[0]?.pid ?? -1);
    shift = rig.begin();
    done = shift.run();
    await rig.effect('script db.clean');
  });

  const wasEnded = async () => {
    gate.open();
    await done;
    return rig.host.effects.some((effect) => effect.startsWith('end web'));
  };

  test('is ended when its turn comes', async () => {
    rig.host.clock.pass(5);
    expect(await wasEnded()).toBe(true);
  });

  test('is left alone when it beats again by then', async () => {
    rig.host.clock.pass(5);
    rig.host.beat('/heartbeats/web.json', rig.host.processes.of('web')[0]?.pid ?? -1);
    expect(await wasEnded()).toBe(false);
    expect(rig.outcomes()).toContain('recover closed');
    expect(shift.world.memory.states.get('web')?.restarts).toMatchObject({ attempts: [], level: 0 });
  });

  test.each<[string, (rig: SupervisionRig) => void]>([
    ['the clock was stepped', ({ host }) => host.clock.step(7200)],
    ['the host is in trouble', ({ host }) => host.vitals.set('load', { kind: 'level', value: 9 })],
    [
      'most services are bad',
      () => {
        const incident = { since: rig.host.now(), tried: ['api'] };
        Object.assign(shift.world.memory, { brakes: { ...shift.world.memory.brakes, incident } });
      },
    ],
  ])('is left alone when %s by then', async (_, befalls) => {
    rig.host.clock.pass(5);
    Object.assign(shift.world, { config: { ...rig.config, hostChecks: [{ kind: 'load', maxPerCore: 2 }] } });
    befalls(rig);
    expect(await wasEnded()).toBe(false);
    expect(rig.outcomes()).toContain('recover closed');
  });
});

test('a service whose recovery waits for a place is left alone when most others fall before its turn, though no pass has seen that', async () => {
  gate.open();
  await done;
  const others = ['api', 'bus', 'mail'];
  rig = createSupervisionRig(['db', 'web', ...others].map((key) => aService(key)));
  await rig.allRunning();
  rig.config = { ...rig.config, maxParallelRecoveries: 1 };
  gate = createGate();
  rig.host.programs.set('db.clean', { until: gate.lasts });
  rig.hang('web');
  rig.host.clock.pass(10);
  rig.hang(...others);
  rig.host.clock.pass(55);
  rig.host.processes.end(rig.host.processes.of('db')[0]?.pid ?? -1);
  shift = rig.begin();
  done = shift.run();
  await rig.effect('script db.clean');
  rig.host.clock.pass(10);
  gate.open();
  await done;
  expect(rig.host.effects.filter((effect) => effect.startsWith('end'))).toEqual([]);
  expect(rig.outcomes()).toContain('recover closed');
});
