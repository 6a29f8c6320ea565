// The story of one service at one tick, up to the decision: observe → judge → remember → decide. Changes nothing.

import type { Service } from '../config/config.ts';
import { absorb, withChecks } from '../core/absorb.ts';
import { excuse } from '../core/checks/busy.ts';
import { remember } from '../core/checks/check-memory.ts';
import { standingChecks, withUnready } from '../core/checks/readiness.ts';
import { NO_READINGS } from '../core/checks/reading.ts';
import { weigh } from '../core/checks/weigh.ts';
import { decide } from '../core/decide.ts';
import type { Decision, Situation } from '../core/decision.ts';
import { firstDown, firstRenewed } from '../core/dependencies.ts';
import { type Instance, isComparable } from '../core/instance.ts';
import { judge } from '../core/judge.ts';
import type { Judgement } from '../core/judgement.ts';
import type { Moment } from '../core/moment.ts';
import type { Others } from '../core/others.ts';
import type { RecoveryRecord } from '../core/recovery.ts';
import { type ServiceState, UNSEEN } from '../core/service-state.ts';
import type { SpanMark } from '../store/store.ts';
import { type Crowd, createCrowd } from './crowd.ts';
import type { AllReadings } from './lookout.ts';
import { type Eyes, observe } from './observe.ts';

/** One service, looked at and judged. */
export interface Assessment {
  readonly service: Service;
  readonly before: ServiceState;
  readonly state: ServiceState;
  readonly judged: Judgement;
}

/** Where and when a service is looked at. */
export interface Viewpoint {
  readonly host: Eyes;
  readonly at: Moment;
  /** Since when ages count, after a clock step. */
  readonly rebasedAt: Moment | undefined;
  readonly others: Others;
  /** What was last said of each service. */
  readonly last: ReadonlyMap<string, SpanMark>;
  /** All processes, where several services are looked at one after the other. */
  readonly crowd?: Crowd | undefined;
  /** What was read of checks for this pass, by service. */
  readonly readings?: AllReadings | undefined;
  /** The pass before was a moment ago: nothing is news. */
  readonly isFollowUp?: boolean;
}

/** Looks at one service and judges what is seen, in the light of what is remembered of it. */
export function assess(service: Service, before: ServiceState = UNSEEN, view: Viewpoint): Assessment {
  const { at, host, rebasedAt, others } = view;
  const here = { bootId: at.bootId, pidNamespace: host.pidNamespace };
  const instance = comparable(before.instance, here);
  const outlived = before.instance !== undefined && before.instance.bootId !== at.bootId;
  const elsewhere = before.instance !== undefined && instance === undefined && !outlived;
  const seen = observe(service, instance, {
    host,
    at,
    others,
    crowd: view.crowd ?? createCrowd(host),
  });
  const last = view.last.get(service.key);
  const doubted = last?.verdict === 'unknown' ? last.pid : undefined;
  const matter = { limits: service, instance, outlived, elsewhere, seen, rebasedAt, doubted };
  const checks = standingChecks(service.checks, before.instance);
  const readings = withUnready(checks, view.readings?.get(service.key) ?? NO_READINGS);
  const memories = remember(before.checks, checks, {
    readings,
    now: at,
    isUnproven: instance?.recoveryId !== undefined,
  });
  const weighed = weigh(matter, judge(matter), { checks, memories, readings });
  const excused = excuse(weighed, { checks, memories, now: at });
  const judged = view.isFollowUp === true ? { ...excused, isNews: false } : excused;
  const state = withChecks(absorb(before, judged, { service, now: at }), memories);
  return { service, before, judged, state };
}

/** What else a decision depends on. */
export interface Surroundings {
  readonly now: Moment;
  readonly unfinished: RecoveryRecord | undefined;
  readonly isUnderWay: boolean;
  /** Every service's assessment, for those it depends on. */
  readonly others: ReadonlyMap<string, Assessment>;
}

/** Decides about one assessed service. */
export function decideFor(assessment: Assessment, surroundings: Surroundings): Decision {
  return decide(situationOf(assessment, surroundings));
}

/** All that is decided from of one assessed service. */
export function situationOf(
  { service, before, state, judged }: Assessment,
  { now, unfinished, isUnderWay, others }: Surroundings,
): Situation {
  const place = {
    dependencyDown: firstDown(service.dependsOn, others),
    dependencyRenewed: firstRenewed(state, service.dependsOn, others),
  };
  return { policy: service, before, state, judged, now, unfinished, isUnderWay, ...place };
}

function comparable(
  instance: Instance | undefined,
  here: Parameters<typeof isComparable>[1],
): Instance | undefined {
  return instance !== undefined && isComparable(instance, here) ? instance : undefined;
}
