// The record decided once more: what other settings would have meant, and what the record cannot tell.

import { interpretConfig } from '../../../../src/config/load.ts';
import { compareIncident } from '../../../../src/core/replay/compare.ts';
import type { Look } from '../../../../src/core/replay/look.ts';
import { rejudge } from '../../../../src/core/replay/rejudge.ts';
import { type Replayed, replay } from '../../../../src/core/replay/replay.ts';
import type { Verdict } from '../../../../src/core/verdict.ts';

const MINUTE_MS = 60_000;

/** Looks a minute apart: the age of a late beat, a verdict, or undefined for a fresh beat. */
function looksOf(seen: readonly (number | Verdict | undefined)[], timeoutSeconds = 60): Look[] {
  return seen.map((one, minute) => {
    const age = typeof one === 'number' ? one : undefined;
    const verdict =
      typeof one === 'string' ? one : age !== undefined && age > timeoutSeconds ? 'timed_out' : 'healthy';
    return { atMs: minute * MINUTE_MS, verdict, reason: 'healthy', ageSeconds: age, isNoted: true };
  });
}

/** What was seen of one service, and when it was recovered in fact, in minutes. */
interface Seen {
  readonly looks: readonly Look[];
  readonly recovered?: readonly number[];
  readonly options?: object;
}

/** The differences that other settings make, by service. */
function replayedAll(seen: Readonly<Record<string, Seen>>, settings: object = {}): readonly Replayed[] {
  const usual = { timeout_seconds: 60, commands: { start: 'x' } };
  const processes = Object.fromEntries(
    Object.entries(seen).map(([key, { options }]) => [
      key,
      { heartbeat_path: `beat-${key}.json`, ...usual, ...options },
    ]),
  );
  const config = interpretConfig(JSON.stringify({ ...settings, processes }), '/config/c.json');
  const recordings = config.services.map((service) => {
    const { looks = [], recovered = [] } = seen[service.key] ?? {};
    const recoveredAtMs = recovered.map((minute) => minute * MINUTE_MS);
    return { service, recordedTimeoutSeconds: 60, looks, recoveredAtMs, startedAtMs: recoveredAtMs };
  });
  return replay(recordings, config);
}

function differences(all: readonly Replayed[]): Record<string, string> {
  return Object.fromEntries(
    all.map(({ key, incidents }) => [key, incidents.map((one) => compareIncident(one).difference).join()]),
  );
}

function replayed(seen: Parameters<typeof looksOf>[0], recovered: readonly number[], options: object) {
  const [web] = replayedAll({ web: { looks: looksOf(seen), recovered, options } });
  if (web === undefined) throw new Error('no service');
  return web;
}

const SILENT = [undefined, undefined, 50, 110, 170, 'starting', undefined, undefined] as const;
const DEAD = [undefined, 'stale_pid', 'stale_pid', 'starting', undefined] as const;
const BACK = [undefined, 50, 110, undefined, undefined] as const;

test.each<[string, Parameters<typeof looksOf>[0], readonly number[], object, string]>([
  ['the same settings do the same', SILENT, [4], {}, 'same 0'],
  ['a lower threshold recovers sooner', SILENT, [4], { consecutive_failures_threshold: 1 }, 'sooner 60'],
  ['a longer timeout may have saved a restart', SILENT, [4], { timeout_seconds: 300 }, 'not_yet'],
  ['the dead are found sooner', DEAD, [2], { thresholds: { stale_pid: 1 } }, 'sooner 60'],
  ['the dead are found later', DEAD, [2], { consecutive_failures_threshold: 3 }, 'not_yet'],
  ['who came back by itself would have been restarted', BACK, [], { timeout_seconds: 30 }, 'further'],
  ['who came back by itself is no incident', BACK, [], {}, ''],
  ['who is only watched is not recovered', DEAD, [2], { restart: 'never' }, 'not_yet'],
])('%s', (_title, seen, recoveredAt, options, expected) => {
  const told = replayed(seen, recoveredAt, options).incidents.map((one) => {
    const { difference, bySeconds } = compareIncident(one);
    return bySeconds === undefined ? difference : `${difference} ${bySeconds}`;
  });
  expect(told.join()).toBe(expected);
});

test('what the record cannot tell is counted, and stays as it was judged', () => {
  const timeouts = { recordedSeconds: 60, otherSeconds: 10 };
  const [fresh, late] = looksOf([undefined, 20]) as [Look, Look];
  expect(rejudge(fresh, timeouts)).toEqual({ verdict: 'healthy', isTold: false });
  expect(rejudge(late, timeouts)).toEqual({ verdict: 'timed_out', isTold: true });
  expect(rejudge({ ...fresh, isNoted: false }, { recordedSeconds: 60, otherSeconds: 50 }).isTold).toBe(false);
  expect(rejudge(fresh, { recordedSeconds: 60, otherSeconds: 50 }).isTold).toBe(true);
  expect(replayed([undefined, undefined], [], { timeout_seconds: 10 })).toMatchObject({
    looks: 2,
    untold: 2,
  });
});

test('what was off or held is no part of it', () => {
  const looks = looksOf(DEAD).map((look) => ({ ...look, reason: 'held' as const }));
  expect(differences(replayedAll({ web: { looks } }))).toEqual({ web: '' });
});

const SICK = looksOf([undefined, 'no_heartbeat', 'no_heartbeat', 'no_heartbeat', undefined, undefined]);

test('who waited for a dependency waits for it in the replay, too, and not where there is none any more', () => {
  const web = { looks: SICK, recovered: [2] };
  const worker = (options: object) => ({ looks: SICK, options });
  expect(differences(replayedAll({ web, worker: worker({ depends_on: ['web'] }) }))).toEqual({
    web: 'same',
    worker: '',
  });
  expect(differences(replayedAll({ web, worker: worker({}) }))).toEqual({ web: 'same', worker: 'further' });
});

test('who was restarted for a dependency is restarted with it in the replay, too', () => {
  const well = { looks: looksOf(SICK.map(() => undefined)) };
  const dependent = { ...well, options: { depends_on: ['web'] } };
  const renewing = { looks: SICK, recovered: [2], options: { restart_dependents: true } };
  expect(differences(replayedAll({ web: renewing, worker: { ...dependent, recovered: [4] } }))).toEqual({
    web: 'same',
    worker: 'same',
  });
  expect(differences(replayedAll({ web: renewing, worker: dependent }))).toMatchObject({ worker: 'further' });
});

test('a group is restarted together, also who was well', () => {
  const settings = { groups: { shop: { strategy: 'one_for_all' } } };
  const options = { group: 'shop' };
  const seen = {
    web: { looks: SICK, recovered: [2], options },
    cart: { looks: looksOf(SICK.map(() => undefined)), options },
  };
  expect(differences(replayedAll(seen, settings))).toEqual({ web: 'same', cart: 'further' });
});

test('what befell most services at once is held back, as is what the budget of the host does not allow', () => {
  const silent = looksOf([undefined, 70, 130, 190, undefined]);
  const four = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((key) => [key, { looks: silent }]));
  const held = Object.values(differences(replayedAll(four))).filter((one) => one === '');
  expect(held.length).toBeGreaterThanOrEqual(3);
  const two = { a: { looks: silent }, b: { looks: silent } };
  expect(differences(replayedAll(two))).toEqual({ a: 'further', b: 'further' });
  expect(differences(replayedAll(two, { max_restarts_per_hour: 1 }))).toEqual({ a: 'further', b: '' });
});

test('for a clock that was set nobody is recovered in the replay either', () => {
  const seen = [undefined, 70, 130, undefined];
  const looks = looksOf(seen).map((look, at) =>
    at === 2 ? { ...look, reason: 'clock_step' as const } : look,
  );
  expect(differences(replayedAll({ web: { looks } }))).toEqual({ web: '' });
  expect(differences(replayedAll({ web: { looks: looksOf(seen) } }))).toEqual({ web: 'further' });
});
