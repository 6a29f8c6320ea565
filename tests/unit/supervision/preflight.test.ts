// A service that limps is not ended when it could not be started again.

import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

const FAULT = 'python3: no such program in /bin.';

let rig: SupervisionRig;
beforeEach(() => {
  rig = createSupervisionRig([aService('web')]);
  rig.host.startFaults.set('web', FAULT);
});

test('what hangs lives on where it could not be started again, and the missing is told', async () => {
  const pid = await rig.hung('web');
  await rig.begin().run();
  expect(rig.host.effects).toEqual([]);
  expect(rig.host.processes.of('web').map((process) => process.pid)).toEqual([pid]);
  expect(rig.outcomes()).toEqual(['recover failed']);
  expect(rig.log).toContainEqual(
    expect.objectContaining({
      level: 'WARNING',
      key: 'web',
      message: expect.stringContaining(`not ended, for it could not be started again: ${FAULT}`),
    }),
  );
});

test('it is ended and started as soon as nothing is missing any more', async () => {
  await rig.hung('web');
  await rig.begin().run();
  rig.host.startFaults.clear();
  rig.host.clock.pass(3600);
  await rig.begin().run();
  expect(rig.host.effects).toContain('launch web');
});

test('what is dead has nothing to lose: its start is tried', async () => {
  await rig.dead('web');
  await rig.begin().run();
  expect(rig.host.effects).toContain('launch web');
});

test('who only wants it ended is not kept from that', async () => {
  await rig.hung('web');
  const shift = rig.begin();
  shift.world.requests.add('off', 'web', 'ann');
  await shift.run({ passes: 'none' });
  expect(rig.host.processes.of('web')).toEqual([]);
});

test('a restart that is asked for is refused with the reason, and the service lives on', async () => {
  const pid = await rig.running('web');
  const shift = rig.begin();
  const { id } = shift.world.requests.add('restart', 'web', 'ann');
  await shift.run({ passes: 'none' });
  expect(rig.host.processes.of('web').map((process) => process.pid)).toEqual([pid]);
  expect(rig.record.rows(`SELECT status, message FROM requests WHERE id = ${id}`)).toEqual([
    { status: 'failed', message: expect.stringContaining(FAULT) },
  ]);
});
