// What is known of an instance apart from its beats: whether it lives, and whether it is still in its grace.
// Knows nothing of what a heartbeat says.

import { awakeMs } from './age.ts';
import { type Case, conclude, type Judgement, seconds } from './judgement.ts';
import type { Verdict } from './verdict.ts';

/** The judgement when no beat counts: a new instance that lives is given its grace, all else fails. */
export function withoutBeat(matter: Case, verdict: Verdict, detail: string): Judgement {
  return isInGrace(matter)
    ? conclude(matter, { verdict: 'starting', detail: wait(matter) })
    : conclude(matter, { verdict, detail: detail + fate(matter), proven: isProvenDead(matter) });
}

/** Whether a new instance lives that may still take its time to the first beat. */
export function isInGrace(matter: Case): boolean {
  return isNewAndLives(matter) && sinceStartMs(matter) <= matter.limits.startGraceSeconds * 1000;
}

/** Whether an instance lives that has not beaten yet. */
export function isNewAndLives(matter: Case): boolean {
  return matter.instance?.confirmed === false && recordedLives(matter);
}

/** Whether something of the recorded instance was seen alive. */
export function recordedLives({ seen }: Case): boolean {
  return seen.recorded?.kind === 'alive';
}

/** Whether the recorded instance is dead for certain. */
export function isProvenDead({ seen, outlived }: Case): boolean {
  return outlived || seen.recorded?.kind === 'dead';
}

function sinceStartMs({ instance, seen, rebasedAt }: Case): number {
  return instance === undefined ? 0 : awakeMs(instance.since, seen.at, rebasedAt);
}

function wait(matter: Case): string {
  const { instance, limits } = matter;
  const ago = seconds(sinceStartMs(matter));
  return `pid ${instance?.leader.pid} was started ${ago} ago and has not beaten yet, grace ${limits.startGraceSeconds} s`;
}

function fate(matter: Case): string {
  const pid = matter.instance?.leader.pid;
  if (pid === undefined) return '';
  if (isNewAndLives(matter)) return `; ${wait(matter)}`;
  if (recordedLives(matter)) return `; pid ${pid} lives`;
  return isProvenDead(matter) ? `; pid ${pid} is dead` : '';
}
