// Whose beat it is, when the process that it names lives. A heartbeat alone does not name a target: it may be an old one
// whose pid has passed on, or name a process of somebody else.

import { shows } from './cookie.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { Instance } from './instance.ts';
import { isMember } from './member.ts';
import { isSameProcess, type Liveness, type ProcessFacts } from './process.ts';
import { show } from './show.ts';
import { hasChanged } from './sighting.ts';

/** A process' start is known to the tick and a beat to the clock that wrote it: allow for both. */
const SLACK_MS = 2000;

/** Who wrote a beat. */
export type Writer =
  /** The recorded instance. */
  | { readonly kind: 'member' }
  /** An instance before it: the named process is of the recorded one, but did not write this. */
  | { readonly kind: 'predecessor' }
  /** Somebody who is gone: the named process began later. */
  | { readonly kind: 'gone' }
  /** Nobody who could be the service. */
  | { readonly kind: 'stranger'; readonly problem: string }
  /** Somebody else who may well be the service. */
  | { readonly kind: 'copy' };

/** For whom, and by whose file, a beat is read. */
export interface Claim {
  readonly key: string;
  readonly ownerUid: number;
  readonly instance: Instance | undefined;
  /** What was found of that instance. */
  readonly recorded: Liveness | undefined;
  /** Who else could have written the file. */
  readonly exposure: string | undefined;
  /** What else speaks against whom it names. */
  readonly doubt: string | undefined;
}

/** Tells who wrote a beat that names a living process. */
export function writerOf(process: ProcessFacts, beat: Heartbeat, claim: Claim): Writer {
  const { instance, recorded, exposure, ownerUid } = claim;
  // Whoever alone may write the heartbeat of a service is its user, or who it became by itself.
  const users = exposure === undefined ? [ownerUid] : [];
  const living = recorded?.kind === 'alive' ? [recorded.process] : [];
  if (instance !== undefined && isMember(process, instance, { users, living })) {
    const isOwn = isSameProcess(process, instance.beating) || !isOfPredecessor(process, beat, instance);
    return { kind: isOwn ? 'member' : 'predecessor' };
  }
  if (isOfOtherCookie(process, beat)) return { kind: 'gone' };
  if (hasPassedOn(process, beat, isKnownPid(process, claim) ? 0 : SLACK_MS)) return { kind: 'gone' };
  const problem = strangeness(process, claim);
  return problem === undefined ? { kind: 'copy' } : { kind: 'stranger', problem };
}

/** A beat that tells its cookie is of a process that carries it, whatever clocks say: they may have been set since. */
function isOfOtherCookie(process: ProcessFacts, { instance }: Heartbeat): boolean {
  return instance !== undefined && process.marks !== undefined && !shows(process, instance);
}

/** Whether the process that a beat names began after it, so that somebody else had that pid when it was written. */
export function hasPassedOn(process: ProcessFacts, beat: Heartbeat, slackMs = SLACK_MS): boolean {
  return process.startedAtMs > beat.timestampMs + slackMs;
}

/** Nothing is more likely than that a pid of ours passed on, when another process has it that does not say it is the service. */
function isKnownPid({ pid, marks }: ProcessFacts, { key, instance }: Claim): boolean {
  return marks?.key !== key && (pid === instance?.leader.pid || pid === instance?.beating?.pid);
}

/** In a container that was restarted, a new instance often has the very pid of the old one. */
function isOfPredecessor(process: ProcessFacts, beat: Heartbeat, { cookie, sighting }: Instance): boolean {
  if (beat.instance !== undefined && cookie !== undefined) return beat.instance !== cookie;
  return hasPassedOn(process, beat) && !hasChanged(beat.timestampMs, sighting);
}

function strangeness(
  { pid, kernelThread, marks }: ProcessFacts,
  { key, ownerUid, exposure, doubt }: Claim,
): string | undefined {
  if (kernelThread) return `its heartbeat names pid ${pid}, a thread of the kernel`;
  if (marks === undefined) return `we may not see whose process pid ${pid} is`;
  if (marks.uid !== ownerUid)
    return `its heartbeat names pid ${pid} of user ${marks.uid}, but the file belongs to user ${ownerUid}`;
  if (marks.key !== undefined && marks.key !== key)
    return `its heartbeat names pid ${pid}, which belongs to the service ${show(marks.key)}`;
  if (exposure !== undefined) return `its heartbeat does not vouch for pid ${pid}: ${exposure}`;
  return doubt === undefined ? undefined : `its heartbeat does not vouch for pid ${pid}: ${doubt}`;
}
