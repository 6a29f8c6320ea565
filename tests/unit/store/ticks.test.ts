// What a tick writes: one row when nothing changed, and yet every check can be told afterwards.

import { statSync } from 'node:fs';
import fc from 'fast-check';
import type { Reason } from '../../../src/core/recovery.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import type { SpanMark } from '../../../src/store/store.ts';
import {
  createStoreRig,
  fullState,
  healthyMarks,
  momentAt,
  planFor,
  type StoreRig,
  tickOf,
} from '../../support/store-rig.ts';

let rig: StoreRig;
beforeEach(() => {
  rig = createStoreRig();
});

test.each([1, 10, 1000])('a healthy tick over %d services writes one row', (count) => {
  const { store } = rig.ready();
  const marks = healthyMarks(count);
  const states = new Map([...marks.keys()].map((key) => [key, fullState()]));
  store.commitTick(tickOf(0, { marks, states }));
  const before = rowCounts();
  const logged = logSize();
  store.commitTick(tickOf(1, { marks: healthyMarks(count) }));
  expect(rowCounts()).toEqual({ ...before, ticks: Number(before.ticks) + 1 });
  // Rows that are written over with what they held count no rows, but they fill the log.
  expect(logSize() - logged).toBeLessThanOrEqual(PAGES_OF_A_ROW * LOGGED_PAGE_BYTES);
});

test('a steady tick changes one row also in the first invocation that sees the verdicts of a former one', () => {
  rig.ready().store.commitTick(tickOf(0, { marks: healthyMarks(20) }));
  rig.end();
  const { store } = rig.ready();
  const before = rowCounts();
  store.commitTick(tickOf(1, { marks: healthyMarks(20) }));
  expect(rowCounts()).toEqual({ ...before, ticks: Number(before.ticks) + 1 });
});

test('the last tick is known by all its clocks', () => {
  const { store } = rig.ready();
  expect(store.lastTickAt()).toBeUndefined();
  store.commitTick(tickOf(0));
  store.commitTick(tickOf(1));
  expect(store.lastTickAt()).toEqual(momentAt(1));
});

test('a tick stores all of it or nothing', () => {
  const { store } = rig.ready();
  store.commitTick(tickOf(0, { marks: healthyMarks(2) }));
  const before = rowCounts();
  const broken = { ...planFor('service-0'), detail: undefined as unknown as string };
  const marks = new Map([
    ['service-0', { verdict: 'stale_pid', reason: 'below_threshold', pid: 7 } as const],
  ]);
  expect(() => store.commitTick(tickOf(1, { marks, recoveries: [broken] }))).toThrow();
  expect(rowCounts()).toEqual(before);
  store.commitTick(tickOf(2, { marks: healthyMarks(2) }));
  expect(rowCounts()).toEqual({ ...before, ticks: Number(before.ticks) + 1 });
});

test('the history shows each check as the reference would, with the action it led to, and the reason', () => {
  const { store } = rig.ready();
  store.commitTick(
    tickOf(0, { marks: new Map([['web', { verdict: 'healthy', reason: 'healthy', pid: 7 }]]) }),
  );
  const bad = new Map([
    ['web', { verdict: 'no_heartbeat', reason: 'threshold_reached', pid: undefined } as const],
  ]);
  store.commitTick(tickOf(1, { marks: bad, recoveries: [planFor('web')] }));
  const common = { process_key: 'web', heartbeat_ts: null, iteration: null, id: expect.any(Number) };
  expect(rig.rows('SELECT * FROM check_history ORDER BY id')).toEqual([
    {
      ...common,
      checked_at: '2026-02-02T02:40:00.000000+00:00',
      health: 'healthy',
      pid: 7,
      action_taken: null,
      reason: 'healthy',
    },
    {
      ...common,
      checked_at: '2026-02-02T02:41:00.000000+00:00',
      health: 'no_heartbeat',
      pid: null,
      action_taken: 'recover',
      reason: 'threshold_reached',
    },
  ]);
});

const VERDICTS: readonly Verdict[] = ['healthy', 'starting', 'timed_out', 'unknown'];
const REASONS: readonly Reason[] = ['healthy', 'backing_off'];
const mark = fc.record({
  verdict: fc.constantFrom(...VERDICTS),
  reason: fc.constantFrom(...REASONS),
  pid: fc.constantFrom(undefined, 7, 8),
});
const pass = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), mark, { noNullPrototype: true });
const invocations = fc.array(fc.array(pass, { maxLength: 4 }), { maxLength: 6 });

test('whatever verdicts come, stay, change and go, the history is the log one would have kept', () => {
  fc.assert(
    fc.property(invocations, (runs) => {
      const own = createStoreRig();
      try {
        const log: unknown[] = [];
        let minutes = 0;
        for (const passes of runs) {
          const { store } = own.ready();
          for (const marks of passes) {
            minutes += 1;
            store.commitTick(tickOf(minutes, { marks: new Map(Object.entries(marks)) }));
            log.push(...logOf(minutes, marks));
          }
          own.end();
        }
        own.ready();
        const sql = 'SELECT id, process_key, checked_at, health, reason, pid FROM check_history';
        const history = own.rows(sql) as { id: number; process_key: string; checked_at: string }[];
        expect(new Set(history.map(({ id }) => id)).size).toBe(history.length);
        const told = history.map(({ id: _, ...row }) => row).sort(inOrder);
        expect(told).toEqual((log as typeof told).sort(inOrder));
      } finally {
        own.end();
      }
    }),
    { numRuns: 60 },
  );
});

function logOf(minutes: number, marks: Record<string, SpanMark>): unknown[] {
  const checked_at = new Date(momentAt(minutes).wallMs).toISOString().replace('Z', '000+00:00');
  return Object.entries(marks).map(([process_key, { verdict, reason, pid }]) => {
    return { process_key, checked_at, health: verdict, reason, pid: pid ?? null };
  });
}

type Line = { checked_at: string; process_key: string };

function inOrder(a: Line, b: Line): number {
  return `${a.checked_at} ${a.process_key}` < `${b.checked_at} ${b.process_key}` ? -1 : 1;
}

const PAGES_OF_A_ROW = 3;
const LOGGED_PAGE_BYTES = 4096 + 24;

function logSize(): number {
  return statSync(`${rig.path}-wal`).size;
}

function rowCounts(): Record<string, number> {
  const tables = ['ticks', 'spans', 'services', 'recoveries', 'steps', 'events', 'requests', 'meta'];
  const counts = tables.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(', ');
  const contents = '(SELECT group_concat(key || span_from_tick) FROM services) AS open_spans';
  return rig.rows(`SELECT ${counts}, ${contents}`)[0] as Record<string, number>;
}
