// Ending orphans: on record before anybody is signalled, and nobody but them.

import { endOrphansOf } from '../../../src/supervision/end-orphans.ts';
import type { Answer } from '../../../src/supervision/errand.ts';
import type { World } from '../../../src/supervision/world.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

let rig: SupervisionRig;
let world: World;
beforeEach(async () => {
  rig = createSupervisionRig([aService('web'), aService('worker')]);
  await rig.calm();
  rig.config = { ...rig.config, services: [aService('worker')] };
  world = rig.begin().world;
});

function endThem(): Promise<Answer> {
  return endOrphansOf('web', world);
}

test('the orphan is ended and forgotten, a service that is configured goes on', async () => {
  const [pid] = rig.host.processes.of('web').map((one) => one.pid);
  expect(await endThem()).toEqual({ status: 'done', message: expect.stringContaining('ended 1') });
  expect(rig.host.effects).toEqual([`end web ${pid}`]);
  expect(rig.host.processes.of('worker')).toHaveLength(1);
  expect(world.store.loadStates().get('web')?.instance).toBeUndefined();
  expect(await endThem()).toEqual({ status: 'done', message: 'nothing of it lived any more' });
});

test('of a service that is held nobody is ended, unless the config asks for it no more', async () => {
  const [{ pid } = { pid: -1 }] = rig.host.processes.of('web');
  const state = world.memory.states.get('web');
  if (state === undefined) throw new Error('web is not on record');
  world.memory.states.set('web', { ...state, desired: { mode: 'held', by: 'ann', atMs: 0 } });
  const configured = {
    ...world,
    config: { ...world.config, services: [aService('web'), aService('worker')] },
  };
  expect(await endOrphansOf('web', configured)).toEqual({
    status: 'failed',
    message: 'left alone, for web is held by ann; "watchdog release web" ends that',
  });
  expect(rig.host.effects).toEqual([]);
  await endThem();
  expect(rig.host.effects).toEqual([`end web ${pid}`]);
});

test('the intent is on record before the first signal', async () => {
  rig.host.midway = () => {
    expect(rig.told()).toEqual(['web orphans_condemned']);
  };
  await endThem();
  expect(rig.told()).toEqual(['web orphans_condemned', 'web orphans_ended']);
});

test('where the intent cannot be recorded nobody is signalled', async () => {
  const broken = { ...world, store: { ...world.store, addEvent: failing } };
  await expect(endOrphansOf('web', broken)).rejects.toThrow('disk full');
  expect(rig.host.effects).toEqual([]);
});

test('one that cannot be ended is told, and stays on record', async () => {
  for (const { pid } of rig.host.processes.of('web')) rig.host.unkillable.add(pid);
  expect(await endThem()).toEqual({ status: 'failed', message: expect.stringContaining('state D') });
  expect(rig.told()).toEqual(['web orphans_condemned', 'web orphans_unkillable']);
  expect(world.store.loadStates().get('web')?.instance).toBeDefined();
});

test('where the processes cannot all be seen nobody is ended, and that is told', async () => {
  const blind = { ...world.host, processTable: failing };
  expect(await endOrphansOf('web', { ...world, host: blind })).toMatchObject({ status: 'failed' });
  expect(rig.host.effects).toEqual([]);
});

function failing(): never {
  throw new Error('disk full');
}
