// Whether a number grows as it must.

import fc from 'fast-check';
import type { ProgressSource } from '../../../../src/config/measured-probes.ts';
import { judgeProgress } from '../../../../src/core/checks/progress.ts';
import type { Mark } from '../../../../src/core/checks/reading.ts';
import type { Moment } from '../../../../src/core/moment.ts';
import { afterReboot, at } from '../../../support/core/moments.ts';

const source: ProgressSource = { kind: 'heartbeat', field: 'progress' };
const ANY = { source, minIncrease: undefined, withinSeconds: 100 };
const TEN = { ...ANY, minIncrease: 10 };
const { mark: REACHED_5 } = judgeProgress(ANY, 5, { mark: undefined, since: undefined, now: at(0) });

/** Nothing new is remembered. */
const WELL = { kind: 'passed', detail: '' };

type Row = [
  string,
  Parameters<typeof judgeProgress>[0],
  number,
  { now: Moment; since?: Moment; mark?: Mark },
  object,
];

test.each<Row>([
  ['that was never seen is well, and remembered', ANY, 5, { now: at(0), mark: {} }, { kind: 'passed' }],
  ['that stands may do so for its time', ANY, 5, { now: at(100) }, WELL],
  [
    'that stands for longer has failed',
    ANY,
    5,
    { now: at(101) },
    { kind: 'failed', detail: 'it stands at 5 for 101 s; expected to grow within 100 s' },
  ],
  ['that grows is remembered anew', ANY, 5.5, { now: at(101) }, { kind: 'passed', mark: { value: 5.5 } }],
  ['that grew just now is not written down again', ANY, 6, { now: at(9) }, WELL],
  [
    'that has not grown by as much as it must has failed',
    TEN,
    14,
    { now: at(101) },
    { kind: 'failed', detail: 'it has grown by 9 to 14 for 101 s; expected to grow by 10 within 100 s' },
  ],
  ['that has is well', TEN, 15, { now: at(101) }, { kind: 'passed', mark: { value: 15 } }],
  ['that falls begins anew', ANY, 0, { now: at(101) }, { kind: 'passed', mark: { value: 0 } }],
  ['has its time anew with a new instance', ANY, 5, { now: at(150), since: at(60) }, { kind: 'passed' }],
  ['but no more than that', ANY, 5, { now: at(161), since: at(60) }, { kind: 'failed' }],
  [
    'has its time anew after a reboot',
    ANY,
    5,
    { now: afterReboot(200) },
    { kind: 'passed', mark: { value: 5 } },
  ],
  [
    'does not age while the host sleeps',
    ANY,
    5,
    { now: at(9000, { monotonicMs: at(50).monotonicMs }) },
    { kind: 'passed' },
  ],
  [
    'does not age when the clock is set',
    ANY,
    5,
    { now: at(50, { wallMs: at(90_000).wallMs }) },
    { kind: 'passed' },
  ],
])('a number %s', (_, probe, value, { now, since, mark = REACHED_5 }, expected) => {
  const known = Object.keys(mark ?? {}).length === 0 ? undefined : mark;
  const found = judgeProgress(probe, value, { mark: known, since, now });
  if (expected === WELL) expect(found).toEqual(WELL);
  else expect(found).toMatchObject(expected);
});

test.each<[string, number, ProgressSource, string]>([
  ['of a file that was written', 1_795_168_800.25, aFile('mtime'), '2026-11-20T10:00:00.250Z'],
  ['of no file', 0, { kind: 'glob', pattern: '/x/*.pt', measure: 'newest' }, '0 (there is no such file)'],
  ['of a clock that was never set', 5, aFile('mtime'), '5'],
  ['of a file system that has any number', 1e15, aFile('mtime'), '1000000000000000'],
  ['of bytes', 1_795_168_800, aFile('size'), '1795168800'],
])('a number that stands is told in words people read: %s', (_, value, of, told) => {
  const mark = judgeProgress(ANY, value, { mark: undefined, since: undefined, now: at(0) }).mark;
  expect(judgeProgress({ ...ANY, source: of }, value, { mark, since: undefined, now: at(101) })).toEqual({
    kind: 'failed',
    detail: `it stands at ${told} for 101 s; expected to grow within 100 s`,
  });
});

function aFile(measure: 'size' | 'mtime'): ProgressSource {
  return { kind: 'file', path: '/x/done', measure };
}

/** What is found at every tick, five seconds apart. */
function live(values: readonly number[], probe = ANY): readonly string[] {
  let mark: Mark | undefined;
  return values.map((value, tick) => {
    const reading = judgeProgress(probe, value, { mark, since: undefined, now: at(tick * 5) });
    mark = reading.mark ?? mark;
    return reading.kind;
  });
}

test('a number that grows at every tick never fails, and one that stands does, a tenth of its time late at most', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(steps, (grown) => {
      let sum = 0;
      const values = grown.map((step) => (sum += step));
      expect(live(values)).not.toContain('failed');
      const last = values.at(-1) ?? 0;
      const stuck = live([...values, ...Array<number>(25).fill(last)]).slice(values.length);
      const firstFailure = stuck.indexOf('failed') + 1;
      expect(firstFailure * 5).toBeGreaterThan(100);
      expect(firstFailure * 5).toBeLessThanOrEqual(120);
    }),
  );
});
