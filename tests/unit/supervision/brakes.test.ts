// What befalls the host befalls no service: told once, and restarted only with care.

import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

const KEYS = ['a', 'b', 'c', 'd', 'e'];
let rig: SupervisionRig;
beforeEach(() => {
  rig = createSupervisionRig(KEYS.map((key) => aService(key, { threshold: 2 })));
});

test.each([
  ['a step of the wall clock', (rig: SupervisionRig) => rig.host.clock.step(7200)],
  ['a step back of the wall clock', (rig: SupervisionRig) => rig.host.clock.step(-7200)],
  ['T3 a sleep of the host', (rig: SupervisionRig) => rig.host.clock.sleep(7200)],
])('%s restarts nothing that lives, and is told once', async (_, change) => {
  await rig.calm();
  // Beats stand still for a moment, as they do when the host wakes up.
  rig.hang(...KEYS);
  change(rig);
  await rig.ticks(1, 1);
  await rig.ticks(1, 1);
  await rig.ticks(1, 1);
  expect(rig.host.effects).toEqual([]);
  expect(rig.told()).toEqual(['host clock_step']);
});

test('most services gone bad at once are held, told once, and tried one by one', async () => {
  await rig.calm();
  rig.hang('a', 'b', 'c');
  await rig.ticks(3);
  expect(rig.told().filter((line) => line === 'host mass_failure')).toHaveLength(1);
  await rig.ticks(1);
  const ended = rig.host.effects.filter((effect) => effect.startsWith('end'));
  expect(ended).toHaveLength(1);
  await rig.ticks(8);
  expect(rig.host.effects.filter((effect) => effect.startsWith('end'))).toHaveLength(3);
  expect(rig.told().filter((line) => line === 'host mass_failure')).toHaveLength(1);
});
