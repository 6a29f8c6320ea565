// The record decided once more: what other settings would have meant, and what the record cannot tell.

import { interpretConfig } from '../../../../src/config/load.ts';
import { compareIncident } from '../../../../src/core/replay/compare.ts';
import type { Look } from '../../../../src/core/replay/look.ts';
import { rejudge } from '../../../../src/core/replay/rejudge.ts';
import { replay } from '../../../../src/core/replay/replay.ts';
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

function replayed(seen: Parameters<typeof looksOf>[0], recoveredAt: readonly number[], options: object) {
  const web = { heartbeat_path: 'web.json', timeout_seconds: 60, commands: { start: 'x' }, ...options };
  const [service] = interpretConfig(JSON.stringify({ processes: { web } }), '/c.json').services;
  if (service === undefined) throw new Error('no service');
  const recoveredAtMs = recoveredAt.map((minute) => minute * MINUTE_MS);
  return replay({ service, recordedTimeoutSeconds: 60, looks: looksOf(seen), recoveredAtMs });
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
  const [service] = interpretConfig(
    JSON.stringify({ processes: { web: { heartbeat_path: 'w', commands: { start: 'x' } } } }),
    '/c.json',
  ).services;
  if (service === undefined) throw new Error('no service');
  expect(replay({ service, recordedTimeoutSeconds: 60, looks, recoveredAtMs: [] }).incidents).toEqual([]);
});
