// What an operator wants of a service, said for a while or until it is unsaid: what it replaces comes back when its time is over.
// Knows not what is done about it.

import { elapsedMs, type Moment } from './moment.ts';
import type { Desired, Terms } from './service-state.ts';

/** What is wanted of a service of which nobody has said anything. */
export const ON: Desired = { mode: 'on', by: undefined, atMs: undefined };

const WEEK_MS = 7 * 86_400_000;

/** What is now wanted, where it replaces what was wanted before: that comes back with its end, unless it was said to end it. */
export function replacing(before: Desired, wish: Desired): Desired {
  const { terms } = wish;
  if (terms === undefined || !isFleeting(wish)) return wish;
  return { ...wish, terms: { ...terms, former: without(wish.mode, before) } };
}

/** The same, at whose end nothing comes back but that it runs. */
export function overNothing(desired: Desired): Desired {
  const { terms } = desired;
  return terms?.former === undefined ? desired : { ...desired, terms: { ...terms, former: undefined } };
}

/** What was said to last, under all that is only for a while: its end is nobody's word. */
export function standing(desired: Desired): Desired {
  return isFleeting(desired) ? standing(formerOf(desired)) : desired;
}

function isFleeting({ mode, terms }: Desired): boolean {
  return mode === 'held' || terms?.forMs !== undefined;
}

/** What comes back when a hold, or whatever was said for a while, is over. */
export function formerOf({ terms }: Desired): Desired {
  return terms?.former ?? ON;
}

/** What comes back once nobody holds it any more. */
export function underHold(desired: Desired): Desired {
  return desired.mode === 'held' ? underHold(formerOf(desired)) : desired;
}

/**
 * What is wanted at a moment of what was said before: the very same until its time is over. Time is that of a boot; from one boot to
 * the next it is carried over by way of the last tick, so that no wall clock that is set later ends or prolongs anything.
 */
export function lapse(desired: Desired, now: Moment, lastTickAt: Moment | undefined): Desired {
  const { terms } = desired;
  if (terms === undefined) return desired;
  const carried = carriedOver(desired, now, lastTickAt);
  const leftMs = remainingOf(carried, now);
  return leftMs === 0 ? lapse(formerOf(carried), now, lastTickAt) : carried;
}

/** Milliseconds until it ends by itself; 0 when it is over, absent where it does not. */
export function remainingOf({ terms }: Desired, now: Moment): number | undefined {
  if (terms?.forMs === undefined) return undefined;
  return Math.max(0, terms.forMs - elapsedMs(terms.since, now));
}

/** Whether it was said a week ago without an end, or its operator was last reminded of it then: it may have been forgotten. */
export function isForgotten({ mode, terms }: Desired, now: Moment): boolean {
  if (mode === 'on' || terms === undefined || terms.forMs !== undefined) return false;
  return elapsedMs(terms.remindedAt ?? terms.since, now) >= WEEK_MS;
}

/** The same, its operator having been reminded of it. */
export function reminded(desired: Desired, remindedAt: Moment): Desired {
  return desired.terms === undefined ? desired : { ...desired, terms: { ...desired.terms, remindedAt } };
}

/** Of what was wanted before, that which is of another kind: who says the same again means this in its place. */
function without(mode: Desired['mode'], before: Desired): Desired | undefined {
  const { terms } = before;
  const former = terms?.former && without(mode, terms.former);
  if (before.mode === mode) return former;
  return terms === undefined ? before : { ...before, terms: { ...terms, former } };
}

function carriedOver(desired: Desired, now: Moment, lastTickAt: Moment | undefined): Desired {
  const { terms } = desired;
  if (terms === undefined || terms.since.bootId === now.bootId) return desired;
  const former = terms.former && carriedOver(terms.former, now, lastTickAt);
  const { forMs } = terms;
  // Without an end it is only told since when; that may be what the wall clock says.
  if (forMs === undefined)
    return former === terms.former ? desired : withTerms(desired, { ...terms, former });
  const leftMs = Math.max(0, forMs - passedMs(terms.since, now, lastTickAt));
  return withTerms(desired, { ...terms, since: now, forMs: leftMs, former });
}

/** Across boots the wall clock must be believed: for the time between the last tick of the one and the first of the other. */
function passedMs(since: Moment, now: Moment, lastTickAt: Moment | undefined): number {
  return lastTickAt?.bootId === since.bootId
    ? elapsedMs(since, lastTickAt) + elapsedMs(lastTickAt, now)
    : elapsedMs(since, now);
}

function withTerms(desired: Desired, terms: Terms): Desired {
  return { ...desired, terms };
}
