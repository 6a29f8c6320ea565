// One tick of the record decided once more, all services together: by the rules, dependencies, groups and brakes that decide about real
// ones. What held the host itself back, such as a clock that was set, is taken from the record.

import type { Config, Service } from '../../config/config.ts';
import { absorb } from '../absorb.ts';
import { begun } from '../begin.ts';
import type { BrakeState } from '../brake-state.ts';
import type { Conditions } from '../brakes.ts';
import { idle } from '../decision.ts';
import { SOUND } from '../host-trouble.ts';
import type { Moment } from '../moment.ts';
import { type Decided, restrain } from '../restrain.ts';
import { type Assessment, decideFor } from '../situation.ts';
import { type Course, closed, followed, isOver } from './course.ts';
import { judgedAs, recordedInstance } from './judged-as.ts';
import { isTelling, type Look } from './look.ts';
import { momentAt } from './moment-at.ts';
import { rejudge } from './rejudge.ts';

/** One service at one tick. */
export interface Turn {
  /** With the other settings. */
  readonly service: Service;
  readonly recordedTimeoutSeconds: number;
  readonly look: Look;
  readonly course: Course;
}

/** What is common to all services. */
export interface Stage {
  readonly config: Pick<Config, 'groups' | 'maxRestartsPerHour'>;
  readonly brakes: BrakeState;
}

/** What came of a tick. */
export interface Ticked {
  readonly brakes: BrakeState;
  readonly courses: ReadonlyMap<string, Course>;
}

/** Decides about all that was looked at at `atMs`. */
export function replayTick(turns: readonly Turn[], atMs: number, { config, brakes: before }: Stage): Ticked {
  const now = momentAt(atMs);
  const others = new Map(turns.map((turn) => [turn.service.key, assess(turn, now)]));
  const decided = new Map<string, Decided>();
  for (const { service, look, course } of turns) {
    const one = others.get(service.key);
    if (one !== undefined && isTelling(look))
      decided.set(service.key, decideOne(one, course, { now, others }));
  }
  const conditions = { ...conditionsOf(turns), now, config, startFaultOf: () => undefined };
  const brakes = restrain(before, decided, conditions);
  const courses = turns.map(
    (turn) => [turn.service.key, courseOf(turn, decided.get(turn.service.key), now)] as const,
  );
  return { brakes, courses: new Map(courses) };
}

function assess(turn: Turn, now: Moment): Assessment {
  const { service, course, look } = turn;
  const { verdict } = rejudgedOf(turn);
  const before = course.state;
  const judged = judgedAs(verdict, before.instance, now);
  const isLeft = !isTelling(look) || isOver(course, verdict);
  return { service, before, judged, state: isLeft ? before : absorb(before, judged, { service, now }) };
}

function rejudgedOf({ service, recordedTimeoutSeconds: recordedSeconds, look }: Turn) {
  if (!isTelling(look)) return { verdict: look.verdict, isTold: true };
  return rejudge(look, { recordedSeconds, otherSeconds: service.timeoutSeconds });
}

function decideOne(
  one: Assessment,
  course: Course,
  { now, others }: { readonly now: Moment; readonly others: ReadonlyMap<string, Assessment> },
): Decided {
  const around = { now, unfinished: undefined, isUnderWay: false, others };
  const decision = isOver(course, one.judged.verdict)
    ? idle('recovering', one.state)
    : decideFor(one, around);
  return { ...one, decision, wasUp: one.before.up === true };
}

/** What held back one service for the host's sake would hold back others at that tick. */
function conditionsOf(turns: readonly Turn[]): Pick<Conditions, 'clock' | 'observeOnly' | 'hostState'> {
  const reasons = new Set(turns.map(({ look }) => look.reason));
  const suffering = turns.filter(({ look }) => look.reason === 'host_trouble');
  const keys = new Set(suffering.map(({ service }) => service.key));
  const trouble = { name: 'on record', detail: 'as it is on record', keys };
  return {
    clock: reasons.has('clock_step') ? 'stepped' : undefined,
    observeOnly: reasons.has('observe_only') ? 'afterwards' : undefined,
    hostState: keys.size === 0 ? SOUND : { ...SOUND, troubles: [trouble] },
  };
}

function courseOf(turn: Turn, decided: Decided | undefined, now: Moment): Course {
  const { course, look } = turn;
  if (decided === undefined) return closed(course);
  const { verdict, isTold } = rejudgedOf(turn);
  const isRecovered = decided.decision.action.kind === 'recover';
  const state = isRecovered
    ? { ...begun(decided, now), instance: recordedInstance(now, 'started') }
    : decided.decision.state;
  const after = { ...course, state, untold: course.untold + (isTold ? 0 : 1) };
  return followed(after, look, { verdict, isRecovered });
}
