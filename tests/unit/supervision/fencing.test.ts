// An instance that was replaced while it hung, and wakes beside the one that took its place.

import { aService, heartbeatOf } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

let rig: SupervisionRig;
let current: number;
/** Out of reach while it was replaced, as if in another pid namespace; then it is back. */
let woken: number;
let former: string | undefined;

beforeEach(async () => {
  rig = createSupervisionRig([aService('web'), aService('worker')]);
  const { processes } = rig.host;
  // Both are started by recoveries, which stay on record.
  await rig.ticks(2);
  const marks = { ...processes.of('web')[0]?.marks };
  former = marks.instance;
  processes.end(processes.of('web')[0]?.pid ?? 0);
  await rig.ticks(2, 60);
  current = processes.of('web')[0]?.pid ?? 0;
  rig.host.clock.pass(10);
  woken = processes.begin({ marks }).pid;
  rig.record.meddle('DELETE FROM events');
  rig.log.length = 0;
  rig.host.effects.length = 0;
});

const beats = (pid: number) => rig.host.beat(heartbeatOf('web'), pid);
const living = () => rig.host.processes.of('web').map(({ pid }) => pid);
const superseded = () =>
  rig.record.rows("SELECT kind, message FROM events WHERE kind LIKE 'superseded%' ORDER BY id");

test('is reported and ended at the tick that sees its beat; the current one goes on', async () => {
  beats(woken);
  await rig.ticks(1, 1);
  expect(living()).toEqual([current]);
  expect(rig.host.effects).toEqual([`end web ${woken}`]);
  expect(superseded()).toEqual([
    {
      kind: 'superseded',
      message: `superseded instance alive: pid ${woken} of ${former}; ended, for pid ${current} has taken its place`,
    },
    { kind: 'superseded_ended', message: 'ended 1 process(es) with SIGTERM' },
  ]);
  beats(current);
  await rig.ticks(1, 1);
  expect(rig.record.rows("SELECT pid, span_verdict FROM services WHERE key = 'web'")).toEqual([
    { pid: current, span_verdict: 'healthy' },
  ]);
});

test('is on record as alive before anything is done to it', async () => {
  beats(woken);
  rig.host.midway = () => undefined;
  const { terminate } = rig.host;
  let recorded: readonly unknown[] = [];
  rig.host.terminate = (...words) => {
    recorded = superseded();
    return terminate(...words);
  };
  await rig.ticks(1, 1);
  expect(recorded).toMatchObject([{ kind: 'superseded' }]);
});

test('that cannot be ended is told, and the current one is left in peace', async () => {
  rig.host.unkillable.add(woken);
  beats(woken);
  await rig.ticks(1, 1);
  expect(superseded()).toMatchObject([
    { kind: 'superseded' },
    { kind: 'superseded_unkillable', message: 'still lives: state D' },
  ]);
  expect(living()).toEqual([current, woken]);
});

test('that cannot be ended is told and tried again ever more rarely, by whichever invocation', async () => {
  rig.host.unkillable.add(woken);
  const tries = () => rig.host.effects.filter((effect) => effect === `end web ${woken}`).length;
  const after = async (ticks: number, seconds: number) => {
    for (let tick = 0; tick < ticks; tick += 1) {
      rig.host.clock.pass(seconds);
      beats(woken);
      await rig.ticks(1, 0);
    }
    return tries();
  };
  expect(await after(9, 60)).toBe(1);
  expect(superseded()).toHaveLength(2);
  expect(await after(2, 60)).toBe(2);
  expect(await after(50, 60)).toBe(2);
  rig.host.clock.step(86_400);
  expect(await after(1, 60)).toBe(2);
  expect(await after(15, 60)).toBe(3);
});

test('that is another one than those which could not be ended is ended at once; so is one that can be', async () => {
  rig.host.unkillable.add(woken);
  beats(woken);
  await rig.ticks(1, 1);
  const second = rig.host.processes.begin({ marks: { ...rig.host.processes.get(woken)?.marks } }).pid;
  beats(woken);
  await rig.ticks(1, 1);
  expect(living()).toEqual([current, woken]);
  expect(rig.host.effects).toContain(`end web ${second}`);
  rig.host.unkillable.clear();
  rig.host.clock.pass(3600);
  beats(woken);
  await rig.ticks(1, 1);
  expect(living()).toEqual([current]);
  expect(rig.record.rows("SELECT * FROM meta WHERE name LIKE 'fence%'")).toEqual([]);
});

test('is looked for only when something is amiss: a healthy tick reads no table of processes', async () => {
  beats(current);
  const { looks } = rig.host;
  const tables = looks.tables;
  await rig.ticks(2, 1);
  expect(looks.tables).toBe(tables);
  expect(living()).toEqual([current, woken]);
});

const SPARED: [string, () => void][] = [
  ['its service is held', () => rig.record.meddle("UPDATE services SET desired = 'held'")],
  ['its service is off', () => rig.record.meddle("UPDATE services SET desired = 'off'")],
  [
    'a lost database is being watched',
    () => rig.record.meddle("INSERT INTO meta VALUES ('observe_only_ticks', 3)"),
  ],
  [
    'no start on record had its cookie',
    () => rig.record.meddle(`UPDATE steps SET cookie = 'x' WHERE cookie = '${former}'`),
  ],
  ['no instance is on record', () => rig.record.meddle('UPDATE services SET pid = NULL')],
  [
    'the one on record has no cookie: somebody started it by hand',
    () => rig.record.meddle('UPDATE services SET cookie = NULL'),
  ],
  [
    'it was started after the one on record',
    () => {
      const now = String(rig.host.processes.get(current)?.marks?.instance);
      const swapped = `iif(cookie = '${former}', '${now}', '${former}')`;
      rig.record.meddle(`UPDATE steps SET cookie = ${swapped} WHERE cookie IN ('${former}', '${now}')`);
    },
  ],
];

test.each(SPARED)('is left alone when %s', async (_when, make) => {
  make();
  beats(woken);
  await rig.ticks(1, 1);
  expect(living()).toEqual([current, woken]);
});

test('a copy that somebody started by hand is none: it is told, and left alone', async () => {
  rig.host.processes.end(woken);
  const copy = rig.host.processes.begin().pid;
  rig.host.clock.pass(5);
  beats(copy);
  await rig.ticks(1, 1);
  expect(rig.host.processes.get(copy)).toBeDefined();
  expect([rig.host.effects, superseded()]).toEqual([[], []]);
  expect(rig.told()).toEqual(['web concern']);
});
