// An off while a recovery of the service is under way: wherever that is, it ends soon, and the service is off.

import { eventually } from '../../support/eventually.ts';
import { createGate, type Gate } from '../../support/gate.ts';
import { createLife } from '../../support/mortal.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';
import type { Shift } from '../../support/supervision-shift.ts';

let rig: SupervisionRig;
const gates: Gate[] = [];
afterEach(() => gates.splice(0));

function lasting(): Promise<void> {
  const gate = createGate();
  gates.push(gate);
  return gate.lasts;
}

/** Switches web off, and waits until that is answered while everything else goes on. */
async function off({ world }: Shift): Promise<void> {
  const { id } = world.requests.add('off', 'web', 'ann');
  await eventually('web is off', () => world.requests.get(id)?.status === 'done', 10);
  expect(rig.host.processes.of('web')).toEqual([]);
}

async function begun(services: Parameters<typeof createSupervisionRig>[0]): Promise<void> {
  rig = createSupervisionRig(services);
  await rig.allRunning();
  rig.host.processes.endAll();
}

test('before its turn has come, it does not wait for those that have theirs', async () => {
  await begun([aService('db'), aService('web')]);
  rig.config = { ...rig.config, maxParallelRecoveries: 1 };
  rig.host.programs.set('db.clean', { until: lasting() });
  const shift = rig.begin();
  const done = shift.run();
  await rig.effect('script db.clean');
  await off(shift);
  expect(rig.host.effects).toEqual(['script db.clean']);
  for (const gate of gates) gate.open();
  await done;
});

test('when its script is only about to be spawned, that does not run on', async () => {
  await begun([aService('web')]);
  const gate = createGate();
  rig.host.programs.set('web.clean', { spawnedAfter: gate.lasts, until: lasting() });
  const shift = rig.begin();
  const done = shift.run();
  await rig.effect('script web.clean');
  setTimeout(gate.open, 400);
  await off(shift);
  await done;
});

test('when it is ending what a dead invocation left of its script, the script is not run again', async () => {
  await begun([aService('web')]);
  await expect(rig.begin(createLife(7)).run()).rejects.toThrow('dead before: web.clean runs');
  rig.host.effects.length = 0;
  rig.host.programs.set('web.clean', { until: lasting() });
  const { terminate } = rig.host;
  const slowly = lasting();
  const shift = rig.begin();
  Object.assign(rig.host, {
    terminate: async (...words: Parameters<typeof terminate>) => {
      await slowly;
      return terminate(...words);
    },
  });
  const done = shift.run();
  const { id } = shift.world.requests.add('off', 'web', 'ann');
  await eventually('it is taken', () => shift.world.requests.get(id)?.status === 'taken');
  gates[1]?.open();
  await done;
  expect(rig.host.effects).not.toContain('script web.clean');
  expect(shift.world.requests.get(id)?.status).toBe('done');
});

test('when the new instance is being watched, that one is ended, however long it was to be watched', async () => {
  await begun([aService('web')]);
  rig.host.programs.set('web', { until: lasting() });
  const shift = rig.begin();
  const done = shift.run();
  await eventually('it is spawned', () => rig.host.processes.of('web').length > 0);
  await off(shift);
  await done;
  expect(rig.outcomes()).toEqual(['recover closed', 'stop stopped']);
});

test('when the new instance is only about to be spawned, no copy of it is left', async () => {
  await begun([aService('web')]);
  const gate = createGate();
  rig.host.programs.set('web', { spawnedAfter: gate.lasts, until: lasting() });
  const shift = rig.begin();
  const done = shift.run();
  await rig.effect('launch web');
  setTimeout(gate.open, 400);
  await off(shift);
  await done;
});

test('what its script has left behind is ended before anything else is done', async () => {
  await begun([aService('web')]);
  rig.host.programs.set('web.clean', { until: lasting() });
  const { terminate } = rig.host;
  const gate = createGate();
  const ended: string[] = [];
  const shift = rig.begin();
  const done = shift.run();
  await rig.effect('script web.clean');
  Object.assign(rig.host, {
    terminate: async (...words: Parameters<typeof terminate>) => {
      Object.assign(rig.host, { terminate });
      const outcome = await terminate(...words);
      await gate.lasts;
      ended.push('what the script has left');
      return outcome;
    },
  });
  setTimeout(gate.open, 300);
  await off(shift);
  expect(ended).toEqual(['what the script has left']);
  await done;
});
