// Recorded looks decided once more, by other settings and the same rules. What came of a recovery that was made in fact is on record,
// what would have come of another one is not: with the first of them an incident tells no more.

import type { Service } from '../../config/config.ts';
import { absorb } from '../absorb.ts';
import type { Judgement } from '../judgement.ts';
import type { Moment } from '../moment.ts';
import { spend } from '../restarts.ts';
import { type ServiceState, UNSEEN } from '../service-state.ts';
import { decideFor } from '../situation.ts';
import { isBad, type Verdict } from '../verdict.ts';
import { isTelling, type Look } from './look.ts';
import { rejudge } from './rejudge.ts';

/** What is replayed. */
export interface Recording {
  /** With the other settings. */
  readonly service: Service;
  readonly recordedTimeoutSeconds: number;
  /** In order. */
  readonly looks: readonly Look[];
  /** When it was recovered of our own accord, in order. */
  readonly recoveredAtMs: readonly number[];
}

/** A time in which it was bad by the one settings or the other, and was recovered by one of them. */
export interface Incident {
  readonly fromMs: number;
  readonly verdict: Verdict;
  /** When it was recovered in fact, first of all; and when it would have been. */
  readonly recordedMs: number | undefined;
  readonly replayedMs: number | undefined;
}

/** What came of a replay. */
export interface Replayed {
  readonly looks: number;
  /** Looks of which the record does not tell what they would have meant. */
  readonly untold: number;
  readonly incidents: readonly Incident[];
}

/** How far a replay has come. */
interface Course {
  readonly state: ServiceState;
  /** The one that goes on; absent while it is well. */
  readonly incident: Incident | undefined;
  readonly incidents: readonly Incident[];
  readonly untold: number;
}

const BEGINNING: Course = { state: UNSEEN, incident: undefined, incidents: [], untold: 0 };

/** Replays the record of one service. */
export function replay(recording: Recording): Replayed {
  const { looks, recoveredAtMs } = recording;
  let course = BEGINNING;
  for (const [index, look] of looks.entries()) {
    const untilMs = looks[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
    const recordedMs = recoveredAtMs.find((atMs) => atMs >= look.atMs && atMs < untilMs);
    const followed = isTelling(look) ? follow(course, look, recording) : closed(course);
    course = recordedMs === undefined ? followed : recoveredInFact(followed, look, recordedMs);
  }
  const { untold, incidents } = closed(course);
  return { looks: looks.length, untold, incidents };
}

function follow(before: Course, look: Look, { service, recordedTimeoutSeconds }: Recording): Course {
  const timeouts = { recordedSeconds: recordedTimeoutSeconds, otherSeconds: service.timeoutSeconds };
  const { verdict, isTold } = rejudge(look, timeouts);
  const isOver = before.incident?.replayedMs !== undefined;
  const { state, isRecovered } = step(before.state, { service, verdict, atMs: look.atMs, isOver });
  const course = { ...before, state, untold: before.untold + (isTold ? 0 : 1) };
  const isEither = isBad(verdict) || isBad(look.verdict);
  if (!isEither) return verdict === 'healthy' ? closed(course) : course;
  const incident = course.incident ?? begin(look, verdict);
  return { ...course, incident: isRecovered ? { ...incident, replayedMs: look.atMs } : incident };
}

/** From here on the record is of another instance. */
function recoveredInFact(course: Course, look: Look, atMs: number): Course {
  const incident = course.incident ?? begin(look, look.verdict);
  const state = incident.replayedMs === undefined ? { ...course.state, streak: UNSEEN.streak } : course.state;
  return { ...course, state, incident: { ...incident, recordedMs: incident.recordedMs ?? atMs } };
}

/** One in which nobody was or would have been recovered is none. */
function closed({ incident, ...course }: Course): Course {
  const isOne = incident?.recordedMs !== undefined || incident?.replayedMs !== undefined;
  return {
    ...course,
    incident: undefined,
    incidents: isOne ? [...course.incidents, incident] : course.incidents,
  };
}

function begin({ atMs, verdict: recorded }: Look, verdict: Verdict): Incident {
  const told = isBad(recorded) ? recorded : verdict;
  return { fromMs: atMs, verdict: told, recordedMs: undefined, replayedMs: undefined };
}

interface Step {
  readonly service: Service;
  readonly verdict: Verdict;
  readonly atMs: number;
  /** It was recovered already: what the record says until it is well again would not have been so. */
  readonly isOver: boolean;
}

function step(before: ServiceState, { service, verdict, atMs, isOver }: Step) {
  if (isOver && verdict !== 'healthy') return { state: before, isRecovered: false };
  const now = momentAt(atMs);
  const judged = judgedAs(verdict);
  const state = absorb(before, judged, { service, now });
  const around = { now, unfinished: undefined, isUnderWay: false, others: new Map() };
  const decision = decideFor({ service, before, state, judged }, around);
  const isRecovered = decision.action.kind === 'recover';
  return { state: isRecovered ? spend(decision.state, service, now) : decision.state, isRecovered };
}

/** On record is the wall clock alone. */
function momentAt(atMs: number): Moment {
  return { wallMs: atMs, bootMs: atMs, monotonicMs: atMs, bootId: 'on record' };
}

function judgedAs(verdict: Verdict): Judgement {
  return {
    verdict,
    detail: '',
    proven: verdict === 'stale_pid',
    isNews: true,
    isCleanEnd: false,
    pid: undefined,
    ageMs: undefined,
    beatAtMs: undefined,
    instance: undefined,
    concern: undefined,
  };
}
