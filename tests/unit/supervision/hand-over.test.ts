// A successor asks for the lease: it is handed over without a gap, and to nobody who has given up since.

import { HAND_OVER_PATIENCE_MS } from '../../../src/supervision/run.ts';
import { eventually } from '../../support/eventually.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';
import { REPEATED, type Shift } from '../../support/supervision-shift.ts';

let rig: SupervisionRig;
beforeEach(() => {
  rig = createSupervisionRig([aService('web'), aService('db')]);
});

describe('asked to hand over', () => {
  const askToHandOver = ({ world }: Shift) => world.requests.add('hand_over', undefined, 'ann').id;

  test('it does so at once, and begins nothing more', async () => {
    await rig.allRunning();
    const shift = rig.begin();
    const before = rig.passes();
    const done = shift.run(REPEATED);
    await rig.passesUntil(before + 1);
    const id = askToHandOver(shift);
    const off = shift.world.requests.add('off', 'web', 'ann').id;
    await done;
    expect(shift.world.requests.get(id)).toMatchObject({ status: 'done', message: 'handed over' });
    expect(shift.world.requests.get(off)).toMatchObject({ status: 'pending' });
  });

  test('it finishes its recoveries first', async () => {
    const { shift, gate, done } = await rig.amidScript(REPEATED);
    const id = askToHandOver(shift);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(shift.world.requests.get(id)?.status).toBe('pending');
    gate.open();
    await done;
    expect(shift.world.requests.get(id)?.status).toBe('done');
    expect(rig.host.effects).toContain('launch web');
  });

  test('by somebody who has given up since, it goes on, and takes the request out of the box', async () => {
    await rig.allRunning();
    const before = rig.passes();
    const shift = rig.begin();
    const id = askToHandOver(shift);
    rig.host.clock.pass((2 * REPEATED.intervalMs + HAND_OVER_PATIENCE_MS) / 1000 + 1);
    const done = shift.run({ ...REPEATED, forMs: 6000 });
    await eventually('it is withdrawn', () => shift.world.requests.get(id)?.status === 'withdrawn');
    rig.host.clock.pass(5);
    await rig.passesUntil(before + 2);
    rig.host.clock.pass(5);
    expect(await done).toMatchObject({ passes: 2 });
  });

  test('before the wall clock was set back, it takes the request for one of somebody who has given up', async () => {
    const shift = rig.begin();
    const id = askToHandOver(shift);
    rig.host.clock.step(-3600);
    const done = shift.run(REPEATED);
    await eventually('it is withdrawn', () => shift.world.requests.get(id)?.status === 'withdrawn');
    shift.stop();
    await done;
  });

  test('a check of a single pass leaves the request alone: it ends anyway', async () => {
    const shift = rig.begin();
    const id = askToHandOver(shift);
    await shift.run();
    expect(shift.world.requests.get(id)?.status).toBe('pending');
  });
});
