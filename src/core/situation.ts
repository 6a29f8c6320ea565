// From what a decision about one service is made: its own assessment, and those of all others.

import type { Service } from '../config/config.ts';
import { decide } from './decide.ts';
import type { Decision, Situation } from './decision.ts';
import { firstDown, firstRenewed } from './dependencies.ts';
import type { Judgement } from './judgement.ts';
import type { Moment } from './moment.ts';
import type { RecoveryRecord } from './recovery.ts';
import type { ServiceState } from './service-state.ts';

/** One service, looked at and judged. */
export interface Assessment {
  readonly service: Service;
  readonly before: ServiceState;
  readonly state: ServiceState;
  readonly judged: Judgement;
}

/** What else a decision depends on. */
export interface Surroundings {
  readonly now: Moment;
  /** The maintenance window in which the service is, in words. */
  readonly maintenance?: string | undefined;
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
  { now, unfinished, isUnderWay, others, maintenance }: Surroundings,
): Situation {
  const place = {
    dependencyDown: firstDown(service.dependsOn, others),
    dependencyRenewed: firstRenewed(state, service.dependsOn, others),
  };
  return { policy: service, before, state, judged, now, unfinished, isUnderWay, maintenance, ...place };
}
