// What outlived its instance, and whose instance outlived its record: it is of the service all the same.

import { aService, heartbeatOf } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

let rig: SupervisionRig;
/** A child that escaped, of an instance that is dead, while a copy that somebody started by hand is on record. */
let escaped: number;
let copy: number;

beforeEach(async () => {
  rig = createSupervisionRig([aService('web')]);
  const { clock, processes } = rig.host;
  // Started by a recovery, which stays on record.
  await rig.ticks(2);
  const leader = processes.of('web')[0]?.pid ?? 0;
  escaped = processes.begin({ marks: { ...processes.get(leader)?.marks } }).pid;
  processes.end(leader);
  clock.pass(1);
  copy = processes.begin().pid;
  clock.pass(10);
  rig.host.beat(heartbeatOf('web'), copy);
  await rig.ticks(1, 1);
});

test('a copy that is adopted changes nothing for what the instance before it has left alive', () => {
  expect(rig.host.processes.get(escaped)).toBeDefined();
  expect(rig.record.rows('SELECT pid, origin FROM services')).toEqual([{ pid: copy, origin: 'adopted' }]);
});

test('when the copy is recovered, what the instance before it has left alive ends too', async () => {
  rig.host.processes.end(copy);
  await rig.ticks(1, 60);
  expect(rig.host.processes.get(escaped)).toBeUndefined();
  expect(rig.host.processes.of('web')).toHaveLength(1);
});

test('a service that is switched off ends with all that its former instances have left alive', async () => {
  const { world, ...shift } = rig.begin();
  world.requests.add('off', 'web', 'ann');
  await shift.run({ passes: 'none' });
  expect(rig.host.processes.all()).toEqual([]);
});
