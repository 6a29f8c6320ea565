// What holds of trees, timestamps and documents, whatever is made up.

import fc from 'fast-check';
import { readDocument } from '../../../src/core/heartbeat.ts';
import { hasOptedOut, isDeadState, isSameProcess } from '../../../src/core/process.ts';
import { parseTimestamp } from '../../../src/core/timestamp.ts';
import { treeOf } from '../../../src/core/tree.ts';
import { aProcess, COOKIE, marks } from '../../support/core/processes.ts';
import { anInstance } from '../../support/core/services.ts';

describe('the tree of an instance', () => {
  const pid = fc.integer({ min: 0, max: 30 });
  const row = fc.record({
    ppid: pid,
    pgid: pid,
    sid: pid,
    startTicks: fc.integer({ min: 1, max: 5 }),
    state: fc.constantFrom('S', 'R', 'D', 'T', 'Z', 'X'),
    kernelThread: fc.boolean(),
    marks: fc.option(
      fc
        .record({
          instance: fc.constantFrom(undefined, undefined, COOKIE, 'other'),
          step: fc.constantFrom(undefined, undefined, 'step'),
          key: fc.constantFrom(undefined, 'web', 'db'),
        })
        .map(marks),
      { nil: undefined },
    ),
  });
  const tables = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 2, max: 30 }), row), { selector: ([own]) => own, maxLength: 30 })
    .map((rows) => rows.map(([own, change]) => aProcess(own, change)));
  const id = fc.record({ pid: fc.integer({ min: 2, max: 30 }), startTicks: fc.integer({ min: 1, max: 5 }) });
  const instances = fc
    .record({ leader: id, beating: id, pgid: pid, sid: pid, cookie: fc.constantFrom(undefined, COOKIE) })
    .map(anInstance);

  test('never has a dead one, a kernel thread, one that opted out, or one of another cookie in it', () => {
    fc.assert(
      fc.property(tables, instances, (table, instance) => {
        for (const taken of treeOf({ instance, cookies: [], givers: [] }, table)) {
          expect(taken.kernelThread || isDeadState(taken.state)).toBe(false);
          const isNamed = isSameProcess(taken, instance.leader) || isSameProcess(taken, instance.beating);
          if (isNamed || taken.marks === undefined) continue;
          expect(hasOptedOut(taken.marks)).toBe(false);
          expect([undefined, instance.cookie]).toContain(taken.marks.instance);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('has every living holder of its cookie in it', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const taken = new Set(treeOf({ instance: undefined, cookies: [COOKIE], givers: [1000] }, table));
        const holders = table.filter(
          (one) => one.marks?.instance === COOKIE && !one.kernelThread && !isDeadState(one.state),
        );
        expect(holders.filter((holder) => !taken.has(holder))).toEqual([]);
      }),
    );
  });
});

describe('a timestamp', () => {
  const instants = fc.integer({ min: Date.UTC(2001, 0, 1), max: Date.UTC(2101, 0, 1) - 1 });

  test('names the same instant as it does for Date, wherever it was written', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 }), (ms, offsetMinutes) => {
        const local = new Date(ms + offsetMinutes * 60_000).toISOString().slice(0, -1);
        const [hours, minutes] = [Math.trunc(Math.abs(offsetMinutes) / 60), Math.abs(offsetMinutes) % 60];
        const offset = `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
        expect(parseTimestamp(`${local}${offsetMinutes < 0 ? '-' : '+'}${offset}`)).toBe(ms);
      }),
      { numRuns: 1000 },
    );
  });

  test('keeps every millisecond of a second', () => {
    const start = Date.UTC(2026, 1, 5);
    for (let ms = start; ms < start + 1000; ms += 1)
      expect(parseTimestamp(new Date(ms).toISOString())).toBe(ms);
  });

  test('may be any value at all', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => ['number', 'undefined'].includes(typeof parseTimestamp(value))),
    );
  });
});

test('a document may hold anything: it is a heartbeat or its fault is told in printable words', () => {
  const field = fc.oneof(fc.jsonValue(), fc.constantFrom('web', 'running', 1234, '2026-02-05T06:17:29Z'));
  const names = fc.constantFrom(
    'process_key',
    'pid',
    'timestamp',
    'status',
    'iteration',
    'progress',
    'instance',
    '__proto__',
  );
  const document = fc.oneof(fc.jsonValue(), fc.dictionary(names, field));
  fc.assert(
    fc.property(document, (found) => {
      const read = readDocument(JSON.parse(JSON.stringify(found)), 'web');
      if (typeof read === 'string') expect(read).toMatch(/^[\x20-\x7e…]+$/);
      else expect(read.pid).toBeGreaterThanOrEqual(2);
    }),
    { numRuns: 1000 },
  );
});
