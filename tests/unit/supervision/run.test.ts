// One invocation while it holds the lease: how long it works, and when it lets go.

import { run } from '../../../src/supervision/run.ts';
import { createGate } from '../../support/gate.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';
import { REPEATED } from '../../support/supervision-shift.ts';

let rig: SupervisionRig;
beforeEach(() => {
  rig = createSupervisionRig([aService('web'), aService('db')]);
});

test('a check makes one pass, and ends when what it began has ended', async () => {
  const { gate, done } = await rig.amidScript();
  gate.open();
  expect(await done).toMatchObject({ passes: 1, endings: [{ outcome: 'started' }] });
});

test('who only serves makes no pass', async () => {
  expect(await rig.begin().run({ passes: 'none' })).toEqual({ pass: undefined, passes: 0, endings: [] });
  expect(rig.passes()).toBe(0);
});

test.each(['once', 'none'] as const)(
  'passes go on beside a long recovery, and so do other recoveries (%s)',
  async (passes) => {
    const gate = createGate();
    await rig.dead('web');
    const db = await rig.running('db');
    rig.host.programs.set('web.clean', { until: gate.lasts });
    const shift = rig.begin();
    shift.world.requests.add('restart', 'web', 'ann');
    const done = shift.run({ passes });
    const before = rig.passes();
    await rig.effect('script web.clean');
    rig.host.processes.end(db);
    rig.host.clock.pass(60);
    await rig.effect('launch db');
    expect(rig.passes()).toBeGreaterThan(before);
    expect(rig.host.effects).not.toContain('launch web');
    gate.open();
    await done;
    expect(rig.host.effects.filter((effect) => effect === 'launch web')).toHaveLength(1);
  },
);

test('repeated passes are made at their interval, until their time is over', async () => {
  const done = rig.begin().run({ ...REPEATED, forMs: 10_000 });
  await rig.passesUntil(1);
  rig.host.clock.pass(5);
  await rig.passesUntil(2);
  rig.host.clock.pass(5);
  // At the very end one more is made where something is still open.
  expect([2, 3]).toContain((await done).passes);
});

test('after a pause one pass says it all: a second one does not follow at once', async () => {
  const shift = rig.begin();
  const done = shift.run(REPEATED);
  await rig.passesUntil(1);
  rig.host.clock.pass(40);
  await rig.passesUntil(2);
  rig.host.clock.pass(4.9);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(rig.passes()).toBe(2);
  rig.host.clock.pass(0.1);
  await rig.passesUntil(3);
  shift.stop();
  await done;
});

describe('told to stop', () => {
  test('before it began, it does nothing', async () => {
    const shift = rig.begin();
    shift.stop();
    const { id } = shift.world.requests.add('on', 'web', 'ann');
    expect(await shift.run()).toMatchObject({ passes: 0 });
    expect(shift.world.requests.get(id)?.status).toBe('pending');
  });

  test('it finishes the step at hand, leaves the recovery to the next invocation, and makes no more passes', async () => {
    const { shift, gate, done } = await rig.amidScript();
    const before = rig.passes();
    shift.stop();
    rig.host.clock.pass(600);
    gate.open();
    expect((await done).endings).toMatchObject([
      { outcome: undefined, message: expect.stringMatching(/interrupted/) },
    ]);
    expect(rig.passes()).toBe(before);
    expect(rig.host.effects).not.toContain('launch web');
    await rig.begin().run();
    expect(rig.host.effects.filter((effect) => !effect.startsWith('end'))).toEqual([
      'script web.clean',
      'launch web',
    ]);
    expect(rig.counts().recoveries).toBe(1);
  });

  test('it waits for the step at hand without haste', async () => {
    const { shift, gate, done } = await rig.amidScript();
    shift.stop();
    rig.host.clock.pass(600);
    const { now } = shift.world.host;
    let readings = 0;
    Object.assign(rig.host, {
      now: () => {
        readings += 1;
        return now();
      },
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    gate.open();
    await done;
    expect(readings).toBeLessThan(20);
  });

  test('a request that it could not finish is left for the next invocation', async () => {
    await rig.running('web');
    const gate = createGate();
    rig.host.programs.set('web.clean', { until: gate.lasts });
    const shift = rig.begin();
    const { id } = shift.world.requests.add('restart', 'web', 'ann');
    const done = shift.run({ passes: 'none' });
    await rig.effect('script web.clean');
    shift.stop();
    gate.open();
    await done;
    expect(shift.world.requests.get(id)?.status).toBe('taken');
    const next = rig.begin();
    await next.run({ passes: 'none' });
    expect(next.world.requests.get(id)).toMatchObject({ status: 'done' });
    expect(rig.host.processes.of('web')).toHaveLength(1);
  });
});

describe('when the record cannot be written', () => {
  test('nothing more is begun, and the lease is held until what is open has ended', async () => {
    const { shift, gate, done } = await rig.amidScript();
    let hasEnded = false;
    const failed = done
      .catch((error: unknown) => error)
      .finally(() => {
        hasEnded = true;
      });
    const { world } = shift;
    const { id } = world.requests.add('off', 'db', 'ann');
    const full = new Error('disk full');
    Object.assign(world, { requests: { ...world.requests, pending: () => fail(full) } });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(hasEnded).toBe(false);
    gate.open();
    expect(await failed).toBe(full);
    expect(rig.record.rows(`SELECT status FROM requests WHERE id = ${id}`)).toEqual([{ status: 'pending' }]);
  });

  test('no effect follows an intent that was not stored', async () => {
    await rig.dead('web');
    const { world } = rig.begin();
    const store = {
      ...world.store,
      lastMarks: () => world.store.lastMarks(),
      commitTick: () => fail(new Error('disk full')),
    };
    await expect(run({ ...world, store }, { passes: 'once', intervalMs: 1000, forMs: 0 })).rejects.toThrow(
      'disk full',
    );
    expect(rig.host.effects).toEqual([]);
  });
});

function fail(error: Error): never {
  throw error;
}
