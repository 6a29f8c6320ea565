// Short ways to say what is on record of a service: `u5 d2` is five minutes up and then two down.

import type { RecordedSpan, Window } from '../../../src/core/history/recorded.ts';
import type { Stretch } from '../../../src/core/history/standing.ts';

/** A minute. */
export const MINUTE_MS = 60_000;

/** From one minute to another. */
export function minutes(from: number, until: number): Window {
  return { fromMs: from * MINUTE_MS, untilMs: until * MINUTE_MS };
}

/** A span that was over after its last minute, with changes. */
export function spanOf(from: number, until: number, changes: Partial<RecordedSpan> = {}): RecordedSpan {
  return {
    ...minutes(from, until),
    key: 'web',
    verdict: 'healthy',
    reason: 'healthy',
    pid: 7,
    isOpen: false,
    ...changes,
  };
}

const STANDINGS = { u: 'up', d: 'down', o: 'off', x: 'unseen' } as const;

/** Stretches one after the other, each a letter (up, down, off, x for unseen) and its minutes. */
export function stretches(text: string): readonly Stretch[] {
  let at = 0;
  return text.split(' ').map((word) => {
    const from = at;
    at += Number(word.slice(1));
    return { ...minutes(from, at), standing: STANDINGS[word[0] as keyof typeof STANDINGS] };
  });
}

/** The other way round. */
export function inLetters(all: readonly Stretch[]): string {
  return all
    .map(({ standing, fromMs, untilMs }) => {
      const letter = standing === 'unseen' ? 'x' : standing[0];
      return `${letter}${(untilMs - fromMs) / MINUTE_MS}`;
    })
    .join(' ');
}
