// Timelines are lived by the rules that decide about real services: what they promise holds there, too.

import fc from 'fast-check';
import { interpretConfig } from '../../../../src/config/load.ts';
import { meet } from '../../../../src/core/timeline/expectations.ts';
import { type Frame, live } from '../../../../src/core/timeline/live.ts';
import { type Happening, OCCURRENCES, type Timeline } from '../../../../src/core/timeline/timeline.ts';

const MINUTE_MS = 60_000;

function timeline(change: Partial<Timeline> = {}, options: object = {}): Timeline {
  const web = { heartbeat_path: 'web.json', timeout_seconds: 60, commands: { start: 'x' }, ...options };
  return {
    config: interpretConfig(JSON.stringify({ processes: { web } }), '/config.json'),
    beginsMs: Date.UTC(2026, 0, 1),
    maintenanceOf: () => undefined,
    everyMs: MINUTE_MS,
    untilMs: 30 * MINUTE_MS,
    habits: new Map(),
    happenings: [],
    expectations: [],
    ...change,
  };
}

function happens(minute: number, what: Happening['what'], more: Partial<Happening> = {}): Happening {
  return { atMs: minute * MINUTE_MS, what, key: 'web', ...more };
}

/** At which minutes it was recovered. */
function recoveries(frames: readonly Frame[]): readonly number[] {
  return frames.filter(({ isRecovered }) => isRecovered).map(({ atMs }) => atMs / MINUTE_MS);
}

test.each<[string, readonly Happening[], object, readonly number[]]>([
  ['nothing happens to who is well', [], {}, []],
  ['who dies is started again after two failures', [happens(5, 'dies')], {}, [6]],
  ['who falls silent is recovered when that was seen twice', [happens(5, 'stops_beating')], {}, [8]],
  ['who comes back by himself is left alone', [happens(5, 'dies'), happens(5.5, 'comes_back')], {}, []],
  ['who is off stays off, until he is on', [happens(5, 'off'), happens(20, 'on')], {}, []],
  [
    'who is held is left alone until he is released',
    [happens(4, 'hold'), happens(5, 'dies'), happens(20, 'release')],
    {},
    [20],
  ],
  ['who is only watched is not recovered', [happens(5, 'dies')], { restart: 'never' }, []],
  [
    'nobody is recovered for a clock that was set',
    [happens(5, 'steps_clock', { key: undefined, byMs: 3_600_000 })],
    {},
    [],
  ],
  [
    'a check that fails counts, too',
    [happens(5, 'fails_check', { check: 'tcp' }), happens(6.5, 'passes_check')],
    { checks: [{ type: 'tcp', port: 1 }] },
    [6],
  ],
])('%s', (_title, happenings, options, expected) => {
  expect(recoveries(live(timeline({ happenings }, options)))).toEqual(expected);
});

test('after a boot whoever ran before is started at the first check, and who was off is not', () => {
  const boot = happens(5.5, 'reboots', { key: undefined });
  expect(recoveries(live(timeline({ happenings: [boot] })))).toEqual([7]);
  const hasty = { thresholds: { stale_pid: 1 } };
  expect(recoveries(live(timeline({ happenings: [boot] }, hasty)))).toEqual([6]);
  expect(recoveries(live(timeline({ happenings: [happens(4, 'off'), boot] })))).toEqual([]);
});

test('in a maintenance window nobody is recovered, and after it who is still bad', () => {
  const untilMs = Date.UTC(2026, 0, 1, 0, 15);
  const maintenanceOf = (_: unknown, wallMs: number) => (wallMs < untilMs ? 'in maintenance' : undefined);
  const frames = live(timeline({ happenings: [happens(5, 'dies')], maintenanceOf }));
  expect(frames.find(({ atMs }) => atMs === 8 * MINUTE_MS)?.reason).toBe('maintenance');
  expect(recoveries(frames)).toEqual([15]);
});

test('whatever happens, it is recovered no more often than its policy allows within any window', () => {
  const occurrences = fc.record({
    minute: fc.integer({ min: 0, max: 60 }),
    what: fc.constantFrom(...OCCURRENCES.filter((one) => one !== 'steps_clock' && one !== 'on')),
  });
  fc.assert(
    fc.property(fc.array(occurrences, { maxLength: 12 }), (all) => {
      const happenings = all.map(({ minute, what }) => happens(minute, what)).sort((a, b) => a.atMs - b.atMs);
      const options = { restart_policy: { max_restarts: 3, window_seconds: 600 } };
      const minutes = recoveries(live(timeline({ happenings, untilMs: 60 * MINUTE_MS }, options)));
      for (const first of minutes)
        expect(minutes.filter((one) => one >= first && one < first + 10).length).toBeLessThanOrEqual(3);
    }),
    { numRuns: 100 },
  );
});

test('an expectation holds at its check, up to it, or never', () => {
  const frames = live(timeline({ happenings: [happens(5, 'dies')] }));
  const at = (minute: number) => ({ key: 'web', atMs: minute * MINUTE_MS });
  const outcomes = meet(
    [
      { ...at(5), when: 'at', verdict: 'stale_pid', reason: 'below_threshold' },
      { ...at(9), when: 'at', verdict: 'stale_pid' },
      { ...at(9), when: 'by', verdict: 'stale_pid', recoveries: 1 },
      { ...at(4), when: 'never', verdict: 'stale_pid' },
      { ...at(9), when: 'never', verdict: 'stale_pid' },
      { ...at(30), when: 'at', recoveries: 2 },
    ],
    frames,
  );
  expect(outcomes.map(({ isMet }) => isMet)).toEqual([true, false, true, true, false, false]);
  expect(outcomes.at(-1)?.found).toBe('healthy, healthy, 1 recoveries so far');
});
