// The past as it is read back: spans with their times, missing ticks, recoveries with their steps, events.

import { openHistory } from '../../../src/store/history/history.ts';
import type { SpanMark } from '../../../src/store/store.ts';
import { createStoreRig, momentAt, planFor, type StoreRig, tickOf } from '../../support/store-rig.ts';

const WELL: SpanMark = { verdict: 'healthy', reason: 'healthy', pid: 7 };
const BAD: SpanMark = { verdict: 'timed_out', reason: 'below_threshold', pid: 7 };
const atMs = (minutes: number) => momentAt(minutes).wallMs;

/** Commits a tick a minute with what it saw of `web`; nothing where it was not checked. */
function recorded(rig: StoreRig, marks: readonly (SpanMark | undefined)[]) {
  const { store } = rig.ready();
  for (const [minute, mark] of marks.entries())
    store.commitTick(tickOf(minute, { marks: new Map(mark === undefined ? [] : [['web', mark]]) }));
  return store;
}

function past(rig: StoreRig) {
  const opened = openHistory(rig.path);
  if (opened.kind !== 'ready') throw opened.error;
  return opened.history;
}

/** In minutes. */
function spansOf(rig: StoreRig, since = 0) {
  const history = past(rig);
  const told = history
    .spans('web', atMs(since))
    .map(({ verdict, fromMs, untilMs, isOpen }) => [
      verdict,
      (fromMs - atMs(0)) / 60_000,
      (untilMs - atMs(0)) / 60_000,
      isOpen,
    ]);
  history.close();
  return told;
}

test('a verdict lasts from the tick that gave it to the tick that gave another', () => {
  const rig = createStoreRig();
  recorded(rig, [WELL, WELL, BAD, BAD, BAD, WELL, WELL]);
  expect(spansOf(rig)).toEqual([
    ['healthy', 0, 2, false],
    ['timed_out', 2, 5, false],
    ['healthy', 5, 6, true],
  ]);
  expect(spansOf(rig, 4.5)).toEqual([
    ['timed_out', 2, 5, false],
    ['healthy', 5, 6, true],
  ]);
});

test('while it was not checked there is no span', () => {
  const rig = createStoreRig();
  recorded(rig, [WELL, undefined, undefined, WELL]);
  expect(spansOf(rig)).toEqual([
    ['healthy', 0, 1, false],
    ['healthy', 3, 3, true],
  ]);
});

test('a span whose first ticks are forgotten begins with the first that is kept', () => {
  const rig = createStoreRig();
  recorded(rig, [WELL, WELL, WELL, WELL, BAD]);
  rig.meddle('DELETE FROM ticks WHERE id <= 2');
  expect(spansOf(rig)[0]).toEqual(['healthy', 2, 4, false]);
});

test('where ticks are missing is told by the clock that cannot be set, and where that one was', () => {
  const rig = createStoreRig();
  const { store } = rig.ready();
  const later = (minutes: number, wallMinutes = minutes) =>
    store.commitTick({ ...tickOf(minutes), at: { ...momentAt(minutes), wallMs: atMs(wallMinutes) } });
  for (const minute of [0, 1, 2, 20, 21]) later(minute);
  later(22, 82);
  later(23, 83);
  const history = past(rig);
  expect(history.gaps(0, 180_000)).toEqual([
    { fromMs: atMs(2), untilMs: atMs(20) },
    { fromMs: atMs(21), untilMs: atMs(82) },
  ]);
  history.close();
});

test('a recovery is told with its steps and what they printed', () => {
  const rig = createStoreRig();
  const { store } = rig.ready();
  const [recovery] = store.commitTick(tickOf(0, { recoveries: [planFor('web')] }));
  const step = { recoveryId: recovery?.id ?? 0, ordinal: 0 };
  store.beginStep(step, undefined, atMs(0));
  store.endStep(step, { outcome: 'failed', message: 'it lives', outputTail: 'boom' }, atMs(1));
  store.endRecovery(step.recoveryId, 'failed', atMs(2));
  const history = past(rig);
  expect(history.recoveries('web', 0)).toMatchObject([
    {
      outcome: 'failed',
      begunAtMs: atMs(0),
      endedAtMs: atMs(2),
      steps: [
        { action: 'kill', result: { outputTail: 'boom' } },
        { action: 'clear_db' },
        { action: 'start' },
      ],
    },
  ]);
  expect(history.recoveries('db', 0)).toEqual([]);
  expect(history.recoveries('web', atMs(1))).toEqual([]);
  history.close();
});

test('events are told in their order: of some services, since a time, after another one, the last ones', () => {
  const rig = createStoreRig();
  const { store } = rig.ready();
  for (const [minute, key] of ['web', undefined, 'db', 'web'].entries())
    store.addEvent({ atMs: atMs(minute), key, kind: 'concern', message: String(minute) });
  const history = past(rig);
  const told = (query: object) =>
    history
      .events({ keys: undefined, sinceMs: 0, afterId: 0, most: 100, ...query })
      .map(({ message }) => message)
      .join('');
  expect(told({})).toBe('0123');
  expect(told({ keys: ['web', 'none'] })).toBe('03');
  expect(told({ sinceMs: atMs(2) })).toBe('23');
  expect(told({ afterId: 3 })).toBe('3');
  expect(told({ most: 2 })).toBe('23');
  history.close();
});
