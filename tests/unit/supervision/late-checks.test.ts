// Checks that have not come in when a pass has to be made: real sockets, a made-up clock.

import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterTest } from '../../support/after-test.ts';
import { aCheck } from '../../support/core/checks.ts';
import { eventually } from '../../support/eventually.ts';
import { createGate } from '../../support/gate.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';
import { REPEATED } from '../../support/supervision-shift.ts';

const callers: Socket[] = [];
let rig: SupervisionRig;

/** A server that answers nobody until it is told to, and a service whose check waits for its word. */
beforeEach(async () => {
  const server = createServer((socket) => callers.push(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterTest(() => {
    for (const caller of callers.splice(0)) caller.destroy();
    server.close();
  });
  const to = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
  const probe = { kind: 'tcp', to, send: undefined, expect: 'hello' } as const;
  rig = createSupervisionRig([aService('web'), aService('db')]);
  await rig.allRunning();
  rig.config = {
    ...rig.config,
    // Recovered, it would be looked at anew.
    services: [
      aService('web', { checks: [aCheck({ probe, timeoutSeconds: 60 })], threshold: 99 }),
      aService('db'),
    ],
  };
});

async function called(times: number): Promise<void> {
  while (callers.length < times) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('a single pass is made without them after most of a minute, and does not take them for passed', async () => {
  const done = rig.begin().run();
  await called(1);
  rig.host.clock.pass(51);
  const { pass } = await done;
  expect(pass?.findings.get('web')?.judged).toMatchObject({
    verdict: 'unknown',
    detail: 'check tcp: no answer yet when the pass had to be made',
  });
  expect(pass?.findings.get('db')?.judged).toMatchObject({ verdict: 'healthy' });
});

test('one of many passes is made without them, and they count when they come', async () => {
  const before = rig.passes();
  const shift = rig.begin();
  const done = shift.run({ ...REPEATED, forMs: 3_600_000 });
  const remembered = () => shift.world.memory.states.get('web')?.checks.tcp;
  await called(1);
  rig.host.clock.pass(1);
  await rig.passesUntil(before + 1);
  expect(remembered()).toBeUndefined();
  for (const caller of callers) caller.end('go away');
  await eventually('its answer counts', () => {
    rig.host.clock.pass(1);
    return remembered()?.last === 'failed';
  });
  shift.stop();
  await done;
});

test('what was looked at while a recovery was under way is judged, though that has ended by then', async () => {
  const answer = (place: number) => callers[place]?.end('hello');
  const gate = createGate();
  rig.host.processes.end(rig.host.processes.of('db')[0]?.pid ?? 0);
  rig.host.programs.set('db.clean', { until: gate.lasts });
  const before = rig.passes();
  const done = rig.begin().run();
  await called(1);
  answer(0);
  await rig.effect('script db.clean');
  rig.host.clock.pass(61);
  await called(2);
  gate.open();
  await rig.effect('launch db');
  answer(1);
  expect((await done).passes).toBe(2);
  expect(rig.passes()).toBe(before + 2);
});
