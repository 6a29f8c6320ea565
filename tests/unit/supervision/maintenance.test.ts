// A service in a maintenance window of its config: only watched, and recovered when the window is over.

import type { MaintenanceWindow } from '../../../src/maintenance-window.ts';
import { RESTART_POLICY } from '../../support/core/services.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

let rig: SupervisionRig;

/** An hour that begins with the minute that is. */
function anHour(): MaintenanceWindow {
  const now = new Date(rig.host.clock.now().wallMs);
  const cron = `${now.getUTCMinutes()} ${now.getUTCHours()} * * *`;
  return { cron, durationSeconds: 3600, timezone: 'UTC', reason: 'backup' };
}

/** From now on these are in a window. */
function close(...keys: readonly string[]): void {
  const windows = [anHour()];
  const services = rig.config.services.map((service) =>
    keys.includes(service.key) ? { ...service, maintenance: windows } : service,
  );
  rig.config = { ...rig.config, services };
}

const launches = (key: string) => rig.host.effects.filter((effect) => effect === `launch ${key}`).length;

test('what is down in it is not touched, and neither told nor forgotten: when it ends both are made up for', async () => {
  rig = createSupervisionRig([aService('web')]);
  await rig.calm();
  close('web');
  rig.host.processes.end(rig.host.processes.of('web')[0]?.pid ?? -1);
  await rig.ticks(5, 600);
  expect(rig.host.effects).toEqual([]);
  expect(rig.told()).toEqual([]);
  expect(rig.record.rows("SELECT streak, span_reason FROM services WHERE key = 'web'")).toEqual([
    { streak: 5, span_reason: 'maintenance' },
  ]);
  await rig.ticks(1, 601);
  expect(launches('web')).toBe(1);
  expect(rig.told()).toEqual(['web down']);
});

test('what only hangs in it lives on, and is ended when it is over', async () => {
  rig = createSupervisionRig([aService('web')]);
  await rig.calm();
  close('web');
  rig.hang('web');
  await rig.ticks(5, 600);
  expect(rig.host.effects).toEqual([]);
  await rig.ticks(1, 601);
  expect(launches('web')).toBe(1);
});

test.each(['restart', 'off', 'on'] as const)(
  '%s is served in it, for a person has asked for that',
  async (kind) => {
    rig = createSupervisionRig([aService('web')]);
    await rig.dead('web');
    close('web');
    const shift = rig.begin();
    const { id } = shift.world.requests.add(kind, 'web', 'ann');
    await shift.run({ passes: 'none' });
    expect(rig.record.rows(`SELECT status FROM requests WHERE id = ${id}`)).toEqual([{ status: 'done' }]);
    expect(launches('web')).toBe(kind === 'off' ? 0 : 1);
  },
);

test('it is of its service alone; nor is that drawn in by its group, which is restarted without it', async () => {
  rig = createSupervisionRig([aService('web', { group: 'site' }), aService('db', { group: 'site' })]);
  const restartPolicy = { ...RESTART_POLICY, backoffSeconds: 0 };
  rig.config = { ...rig.config, groups: [{ name: 'site', strategy: 'one_for_all', restartPolicy }] };
  await rig.calm();
  close('web');
  rig.host.processes.end(rig.host.processes.of('db')[0]?.pid ?? -1);
  await rig.ticks(2);
  expect([launches('db'), launches('web')]).toEqual([1, 0]);
  expect(rig.host.effects.filter((effect) => effect.startsWith('end web'))).toEqual([]);
});

test('a service that was off for a while, whose time ends in it, is started when it is over', async () => {
  rig = createSupervisionRig([aService('web')]);
  await rig.running('web');
  const shift = rig.begin();
  shift.world.requests.addAll('off', ['web'], { by: 'ann', forMs: 600_000 });
  await shift.run({ passes: 'none' });
  rig.host.effects.length = 0;
  close('web');
  await rig.ticks(4, 800);
  expect(rig.host.effects).toEqual([]);
  await rig.ticks(1, 401);
  expect(rig.host.effects).toEqual(['launch web']);
});
