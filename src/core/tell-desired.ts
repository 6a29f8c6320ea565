// What an operator wants of a service, in words.

import { remainingOf } from './desired.ts';
import type { Moment } from './moment.ts';
import type { Wording } from './request.ts';
import type { Desired } from './service-state.ts';

/** Who has said it, for how long still, and why: `by ann, for 29 min more: deploy`; empty where nobody is known to. */
export function tellDesired(desired: Desired, now: Moment): string {
  const { by, terms } = desired;
  const leftMs = remainingOf(desired, now);
  const left = leftMs === undefined ? '' : `for ${tellSpan(leftMs)} more`;
  const who = [by === undefined ? '' : `by ${by}`, left].filter(Boolean).join(', ');
  return [who, terms?.reason].filter(Boolean).join(': ');
}

/** The same of what is being asked: `for 30 min: deploy`, after a space. */
export function tellWording({ forMs, reason }: Wording): string {
  const span = forMs === undefined ? '' : ` for ${tellSpan(forMs)}`;
  return reason === undefined ? span : `${span}: ${reason}`;
}

const UNITS: readonly (readonly [name: string, ms: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
];

/** A length of time in the largest unit of which it is at least two, rounded up: `90 s`, `30 min`, `47 h`, `3 d`. */
export function tellSpan(ms: number): string {
  const [name, unitMs] = UNITS.find(([, one]) => ms >= 2 * one) ?? ['s', 1000];
  return `${Math.ceil(ms / unitMs)} ${name}`;
}
