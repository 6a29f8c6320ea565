// What befalls the host befalls no service: told once, and restarted only with care.

import {
  aService,
  createSupervisionRig,
  heartbeatOf,
  type SupervisionRig,
} from '../../support/supervision-rig.ts';

const KEYS = ['a', 'b', 'c', 'd', 'e'];
let rig: SupervisionRig;
beforeEach(() => {
  rig = createSupervisionRig(KEYS.map((key) => aService(key, { threshold: 2 })));
});
afterEach(() => rig.clear());

/** All services run, and an hour of calm has passed. */
async function calm(): Promise<void> {
  for (const key of KEYS) await rig.running(key);
  rig.host.clock.pass(30);
  await rig.begin().run();
  rig.record.meddle('DELETE FROM events');
  rig.log.length = 0;
}

async function ticks(count: number, seconds = 30): Promise<void> {
  for (let tick = 0; tick < count; tick += 1) {
    rig.host.clock.pass(seconds);
    await rig.begin().run();
  }
}

const told = () =>
  (rig.record.rows('SELECT key, kind FROM events ORDER BY id') as { key: string | null; kind: string }[]).map(
    ({ key, kind }) => `${key ?? 'host'} ${kind}`,
  );
const hang = (...keys: string[]) => {
  for (const key of keys) rig.host.hang(heartbeatOf(key));
};

test.each([
  ['a step of the wall clock', (rig: SupervisionRig) => rig.host.clock.step(7200)],
  ['a step back of the wall clock', (rig: SupervisionRig) => rig.host.clock.step(-7200)],
  ['a sleep of the host', (rig: SupervisionRig) => rig.host.clock.sleep(7200)],
])('%s restarts nothing that lives, and is told once', async (_, change) => {
  await calm();
  // Beats stand still for a moment, as they do when the host wakes up.
  hang(...KEYS);
  change(rig);
  await ticks(1, 1);
  await ticks(1, 1);
  await ticks(1, 1);
  expect(rig.host.effects).toEqual([]);
  expect(told()).toEqual(['host clock_step']);
});

test('most services gone bad at once are held, told once, and tried one by one', async () => {
  await calm();
  hang('a', 'b', 'c');
  await ticks(3);
  expect(told().filter((line) => line === 'host mass_failure')).toHaveLength(1);
  await ticks(1);
  const ended = rig.host.effects.filter((effect) => effect.startsWith('end'));
  expect(ended).toHaveLength(1);
  await ticks(8);
  expect(rig.host.effects.filter((effect) => effect.startsWith('end'))).toHaveLength(3);
  expect(told().filter((line) => line === 'host mass_failure')).toHaveLength(1);
});
