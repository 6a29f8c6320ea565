// Starts that keep a distance, by a clock that a test moves.

import { eventually } from '../../support/eventually.ts';
import { createLife } from '../../support/mortal.ts';
import { aService, heartbeatOf } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

const KEYS = ['a', 'b', 'c'];
let rig: SupervisionRig;
beforeEach(() => {
  rig = createSupervisionRig(KEYS.map((key) => aService(key, { recoveryActions: ['start'] })));
  rig.config = { ...rig.config, startIntervalSeconds: 60 };
});

const launches = () => rig.host.effects.filter((effect) => effect.startsWith('launch'));
const launched = (count: number) =>
  eventually(`${count} launches`, () => launches().length >= count && launches().length);

test('of services that are down at once one is started, and each next one after the interval; told once', async () => {
  const done = rig.begin().run();
  expect(await launched(1)).toBe(1);
  rig.host.clock.pass(59);
  rig.host.clock.pass(2);
  expect(await launched(2)).toBe(2);
  rig.host.clock.pass(60);
  expect(await launched(3)).toBe(3);
  await done;
  expect(rig.told().filter((line) => line === 'host start_throttled')).toHaveLength(1);
});

test('the next invocation keeps the distance to the last start of the one before', async () => {
  rig.config = { ...rig.config, services: rig.config.services.slice(0, 1) };
  await rig.begin().run();
  rig.host.clock.pass(30);
  rig.config = { ...rig.config, services: KEYS.slice(0, 2).map((key) => aService(key)) };
  const done = rig.begin().run();
  await eventually('b waits', () => rig.told().includes('host start_throttled'));
  expect(launches()).toEqual(['launch a']);
  rig.host.clock.pass(31);
  await done;
  expect(launches()).toEqual(['launch a', 'launch b']);
});

test('what is asked for does not wait behind what we do', async () => {
  const { world, ...shift } = rig.begin();
  const done = shift.run();
  await eventually('two wait', () => world.memory.pace.waiting === 2);
  const last = KEYS.findLast((key) => !launches().includes(`launch ${key}`)) as string;
  world.requests.add('on', last, 'ann');
  await launched(2);
  expect(launches()).toContain(`launch ${last}`);
  rig.host.clock.pass(180);
  await done;
});

test('who is told to stop while a start waits for its turn leaves it to the next invocation', async () => {
  const life = createLife();
  const shift = rig.begin(life);
  const done = shift.run();
  await eventually('some wait', () => rig.told().includes('host start_throttled'));
  shift.stop();
  await done;
  expect(launches()).toHaveLength(1);
  rig.host.clock.pass(200);
  const next = rig.begin().run();
  await launched(2);
  rig.host.clock.pass(60);
  await next;
  expect(launches().toSorted()).toEqual(['launch a', 'launch b', 'launch c']);
});

describe('of services that hang together', () => {
  const ends = () => rig.host.effects.filter((effect) => effect.startsWith('end'));

  async function hangTogether(steps: readonly string[], change = {}): Promise<void> {
    rig = createSupervisionRig(KEYS.map((key) => aService(key, { recoveryActions: steps, ...change })));
    await rig.calm();
    rig.host.clock.pass(1000);
    rig.hang(...KEYS);
    rig.host.clock.pass(100);
    rig.config = { ...rig.config, startIntervalSeconds: 60 };
  }

  test('one is ended, and the others live on until it is the turn of their start', async () => {
    await hangTogether(['kill', 'start']);
    const done = rig.begin().run();
    await launched(1);
    await eventually('the others wait', () => rig.told().includes('host start_throttled'));
    expect(ends()).toHaveLength(1);
    rig.host.clock.pass(60);
    await launched(2);
    expect(ends()).toHaveLength(2);
    rig.host.clock.pass(60);
    await done;
    expect([ends(), launches()].map(({ length }) => length)).toEqual([3, 3]);
  });

  test('who beats again before its turn is not ended', async () => {
    await hangTogether(['kill', 'start']);
    const done = rig.begin().run();
    await launched(1);
    for (const key of KEYS) rig.host.beat(heartbeatOf(key), rig.host.processes.of(key)[0]?.pid ?? -1);
    rig.host.clock.pass(120);
    await done;
    expect(ends()).toHaveLength(1);
  });

  test('all are ended at once that are not started again', async () => {
    await hangTogether(['kill']);
    await rig.begin().run();
    expect(ends()).toHaveLength(3);
  });
});
