// Lays the spans of one service out along a window of time, with the times in which nobody looked between them.

import type { RecordedSpan, Window } from './recorded.ts';

/** A part of a window: one span, or time in which nobody looked at the service. */
export interface Piece extends Window {
  readonly span: RecordedSpan | undefined;
}

/** Beside the spans, oldest first: when nobody looked, and how long after a tick its verdicts still hold. */
export interface Attention {
  /** Between two ticks, oldest first. */
  readonly gaps: readonly Window[];
  readonly patienceMs: number;
}

/** Pieces without a gap between them, which are the whole window; none of them is empty. */
export function layOut(
  spans: readonly RecordedSpan[],
  { gaps, patienceMs }: Attention,
  window: Window,
): readonly Piece[] {
  const pieces: Piece[] = [];
  let atMs = window.fromMs;
  const add = (untilMs: number, span: RecordedSpan | undefined) => {
    const endMs = Math.min(untilMs, window.untilMs);
    if (endMs <= atMs) return;
    pieces.push({ fromMs: atMs, untilMs: endMs, span });
    atMs = endMs;
  };
  let nextGap = 0;
  for (const span of spans) {
    // By a clock that was set back it may begin before its predecessor has ended: what was told first stays.
    add(span.fromMs, undefined);
    const endMs = endOf(span, window.untilMs, patienceMs);
    for (let gap = gaps[nextGap]; gap !== undefined && gap.fromMs < endMs; gap = gaps[nextGap]) {
      add(Math.max(gap.fromMs, span.fromMs), span);
      add(Math.min(gap.untilMs, endMs), undefined);
      if (gap.untilMs > endMs) break;
      nextGap += 1;
    }
    add(endMs, span);
  }
  add(window.untilMs, undefined);
  return pieces;
}

/** What was seen last still holds for as long as the next tick may take to come. */
function endOf({ untilMs, isOpen }: RecordedSpan, nowMs: number, patienceMs: number): number {
  return isOpen && nowMs - untilMs <= patienceMs ? Math.max(untilMs, nowMs) : untilMs;
}
