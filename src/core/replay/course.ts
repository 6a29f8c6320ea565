// How far the replay of one service has come: what would be remembered of it, and the incidents in which it was or would have been
// recovered. With the first recovery an incident tells no more: what would have come of another one is not on record.

import { type ServiceState, UNSEEN } from '../service-state.ts';
import { isBad, type Verdict } from '../verdict.ts';
import { recordedInstance } from './judged-as.ts';
import type { Look } from './look.ts';
import { momentAt } from './moment-at.ts';

/** A time in which it was bad by the one settings or the other, and was recovered by one of them; or was restarted with others. */
export interface Incident {
  readonly fromMs: number;
  /** `healthy` where it was restarted for a dependency, or with its group. */
  readonly verdict: Verdict;
  /** When it was recovered in fact, first of all; and when it would have been. */
  readonly recordedMs: number | undefined;
  readonly replayedMs: number | undefined;
}

/** How far a replay has come. */
export interface Course {
  readonly state: ServiceState;
  /** The one that goes on; absent while it is well. */
  readonly incident: Incident | undefined;
  readonly incidents: readonly Incident[];
  /** Looks of which the record does not tell what they would have meant. */
  readonly untold: number;
}

/** Of a service of which nothing is known yet. */
export const BEGINNING: Course = { state: UNSEEN, incident: undefined, incidents: [], untold: 0 };

/** It was recovered already: what the record says until it is well again would not have been so. */
export function isOver({ incident }: Course, verdict: Verdict): boolean {
  return incident?.replayedMs !== undefined && verdict !== 'healthy';
}

/** After a look: what was made of it by the other settings. */
export function followed(
  course: Course,
  look: Look,
  { verdict, isRecovered }: { readonly verdict: Verdict; readonly isRecovered: boolean },
): Course {
  const before = verdict === 'healthy' && !isBad(look.verdict) ? closed(course) : course;
  if (!isRecovered && !isBad(verdict) && !isBad(look.verdict)) return before;
  const incident = before.incident ?? begin(look, verdict);
  return { ...before, incident: isRecovered ? { ...incident, replayedMs: look.atMs } : incident };
}

/** After a recovery that was made in fact: from here on the record is of another instance. */
export function recoveredInFact(course: Course, look: Look, atMs: number): Course {
  const incident = course.incident ?? begin(look, look.verdict);
  const state = incident.replayedMs === undefined ? { ...course.state, streak: UNSEEN.streak } : course.state;
  return { ...course, state, incident: { ...incident, recordedMs: incident.recordedMs ?? atMs } };
}

/** After it was started in fact, by whomever. */
export function startedInFact(course: Course, atMs: number): Course {
  return { ...course, state: { ...course.state, instance: recordedInstance(momentAt(atMs), 'started') } };
}

/** Without an incident that goes on; one in which nobody was or would have been recovered is none. */
export function closed(course: Course): Course {
  const { incident, incidents } = course;
  if (incident === undefined) return course;
  const isOne = incident.recordedMs !== undefined || incident.replayedMs !== undefined;
  return { ...course, incident: undefined, incidents: isOne ? [...incidents, incident] : incidents };
}

function begin({ atMs, verdict: recorded }: Look, verdict: Verdict): Incident {
  const told = isBad(recorded) ? recorded : verdict;
  return { fromMs: atMs, verdict: told, recordedMs: undefined, replayedMs: undefined };
}
