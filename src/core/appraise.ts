// What becomes of one observation of a service, up to the decision: judged, weighed with its checks, taken in. Knows not how it
// was observed.

import type { Service } from '../config/config.ts';
import { absorb, withChecks } from './absorb.ts';
import { excuse } from './checks/busy.ts';
import { remember } from './checks/check-memory.ts';
import { standingChecks, withUnready } from './checks/readiness.ts';
import type { Readings } from './checks/reading.ts';
import { weigh } from './checks/weigh.ts';
import { lapse } from './desired.ts';
import type { Output } from './heed-death.ts';
import { type Instance, isComparable, type Place } from './instance.ts';
import { judge } from './judge.ts';
import type { Judgement } from './judgement.ts';
import type { Moment } from './moment.ts';
import type { Observation } from './observation.ts';
import type { ServiceState } from './service-state.ts';

/** What was seen of a service, and in which light. */
export interface Sight {
  readonly seen: Observation;
  /** Since when ages count, after a clock step. */
  readonly rebasedAt: Moment | undefined;
  /** The process of which the last tick could not tell whether it is the service. */
  readonly doubted: number | undefined;
  /** What was read of its checks for this pass. */
  readonly readings: Readings;
  /** The end of what it has printed, where its process is dead. */
  readonly output?: Output | undefined;
  /** Until when an earlier boot is known to have lasted. */
  readonly lastTickAt: Moment | undefined;
  /** It is looked at again so soon that this is no news of it. */
  readonly isFollowUp?: boolean | undefined;
}

/** What an observation means, and what is remembered of the service from then on. */
export interface Appraisal {
  readonly judged: Judgement;
  readonly state: ServiceState;
}

/** Judges what was seen of a service, and takes it in. */
export function appraise(service: Service, before: ServiceState, sight: Sight): Appraisal {
  const { seen, rebasedAt, doubted } = sight;
  const { at, pidNamespace } = seen;
  const instance = comparable(before.instance, { bootId: at.bootId, pidNamespace });
  const outlived = before.instance !== undefined && before.instance.bootId !== at.bootId;
  const elsewhere = before.instance !== undefined && instance === undefined && !outlived;
  const matter = { limits: service, instance, outlived, elsewhere, seen, rebasedAt, doubted };
  const checks = standingChecks(service.checks, before.instance);
  const readings = withUnready(checks, sight.readings);
  const memories = remember(before.checks, checks, {
    readings,
    now: at,
    isUnproven: instance?.recoveryId !== undefined,
  });
  const weighed = weigh(matter, judge(matter), { checks, memories, readings });
  const excused = excuse(weighed, { checks, memories, now: at });
  const judged = sight.isFollowUp === true ? { ...excused, isNews: false } : excused;
  const remembered = asWanted(before, at, sight.lastTickAt);
  const { lastTickAt, output } = sight;
  const state = absorb(remembered, judged, { service, now: at, lastTickAt, output });
  return { judged, state: withChecks(state, memories) };
}

/** What was remembered, with what is wanted by now. */
function asWanted(before: ServiceState, at: Moment, lastTickAt: Moment | undefined): ServiceState {
  const desired = lapse(before.desired, at, lastTickAt);
  return desired === before.desired ? before : { ...before, desired };
}

/** The instance on record, where it can be compared with what is seen here. */
export function comparable(instance: Instance | undefined, here: Place): Instance | undefined {
  return instance !== undefined && isComparable(instance, here) ? instance : undefined;
}
