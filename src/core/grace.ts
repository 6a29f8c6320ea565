// What is known of an instance apart from its beats: whether it lives, and whether it is still in its grace.
// Knows nothing of what a heartbeat says.

import { awakeMs } from './age.ts';
import type { Instance } from './instance.ts';
import { type Case, conclude, type Judgement, seconds } from './judgement.ts';
import type { Verdict } from './verdict.ts';

/** The judgement when no beat counts: a new instance that lives is given its grace, all else fails. */
export function withoutBeat(matter: Case, verdict: Verdict, detail: string): Judgement {
  return isInGrace(matter)
    ? conclude(matter, { verdict: 'starting', detail: fate(matter) })
    : conclude(matter, {
        verdict,
        detail: [detail, fate(matter)].filter((part) => part !== '').join('; '),
        proven: isProvenDead(matter),
      });
}

/** Whether a new instance lives that may still take its time to the first beat. */
export function isInGrace(matter: Case): boolean {
  const instance = newInstance(matter);
  return instance !== undefined && ageMs(instance, matter) <= matter.limits.startGraceSeconds * 1000;
}

/** The instance, when it lives and has not beaten yet. */
export function newInstance(matter: Case): Instance | undefined {
  return matter.instance?.confirmed === false && recordedLives(matter) ? matter.instance : undefined;
}

/** Whether something of the recorded instance was seen alive. */
export function recordedLives({ seen }: Case): boolean {
  return seen.recorded?.kind === 'alive';
}

/** Whether the recorded instance is dead for certain. */
export function isProvenDead({ seen, outlived }: Case): boolean {
  return outlived || seen.recorded?.kind === 'dead' || seen.searched?.kind === 'none';
}

/** Whether a new instance lives that has not been healthy yet, and may still take its time to that. */
export function isUnprovenInGrace(matter: Case): boolean {
  const { instance, limits } = matter;
  if (instance?.recoveryId === undefined) return false;
  return ageMs(instance, matter) <= limits.startGraceSeconds * 1000;
}

/** How long ago an instance began; while the host slept nobody aged. */
export function ageMs({ since }: Instance, { seen, rebasedAt }: Case): number {
  return awakeMs(since, seen.at, rebasedAt);
}

function fate(matter: Case): string {
  const young = newInstance(matter);
  if (young !== undefined) return wait(young, matter);
  const pid = matter.instance?.leader.pid;
  if (pid === undefined) return '';
  const { recorded } = matter.seen;
  // Perhaps a child that has outlived its leader.
  if (recorded?.kind === 'alive') return `pid ${recorded.process.pid} lives`;
  return isProvenDead(matter) && !isNamed(pid, matter) ? `pid ${pid} is dead` : '';
}

/** Whether the heartbeat names that pid, so that its death is already told. */
function isNamed(pid: number, { seen }: Case): boolean {
  return seen.heartbeat.kind === 'read' && seen.heartbeat.heartbeat.pid === pid;
}

function wait(instance: Instance, matter: Case): string {
  const ago = seconds(ageMs(instance, matter));
  return `pid ${instance.leader.pid} was started ${ago} ago and has not beaten yet, grace ${matter.limits.startGraceSeconds} s`;
}
