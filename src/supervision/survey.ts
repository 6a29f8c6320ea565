// One pass over all services up to the decisions: observe all, decide all, brake. It touches nothing, so that a dry run
// is the very same pass.

import type { Config } from '../config/config.ts';
import { brake, type ObserveOnly } from '../core/brakes.ts';
import { ration } from '../core/budget.ts';
import { clockChange } from '../core/clock-change.ts';
import type { Decision } from '../core/decision.ts';
import { regroup } from '../core/groups.ts';
import type { Braked } from '../core/incident.ts';
import type { Moment } from '../core/moment.ts';
import type { RecoveryRecord } from '../core/recovery.ts';
import type { Host } from '../host/host.ts';
import { createCrowd } from './crowd.ts';
import type { Finding, Pass } from './finding.ts';
import { lookAtHost } from './look-at-host.ts';
import type { AllReadings } from './lookout.ts';
import { type Assessment, assess, decideFor, type Viewpoint } from './supervise.ts';
import type { Memory } from './world.ts';

/** What a pass is made from. Nothing here is changed by it. */
export interface PassInput {
  readonly config: Pick<Config, 'services' | 'hostChecks' | 'maxRestartsPerHour' | 'groups'>;
  readonly host: Viewpoint['host'] & Pick<Host, 'now' | 'measure' | 'findWriteFault'>;
  readonly memory: Pick<Memory, 'states' | 'brakes' | 'lastTickAt'>;
  /** Services of which a recovery is being performed, by whomever. */
  readonly underWay: Pick<ReadonlySet<string>, 'has'>;
  readonly unfinished: readonly RecoveryRecord[];
  readonly observeOnly: ObserveOnly | undefined;
  /** What was read of checks for this pass. */
  readonly readings?: AllReadings | undefined;
}

/** Looks at all services and decides about each. */
export function survey(input: PassInput): Pass {
  const { config, host, memory, observeOnly } = input;
  const now = host.now();
  const clock = clockChange(memory.lastTickAt, now);
  const rebased = clock === undefined ? memory.brakes : { ...memory.brakes, rebasedAt: now };
  const assessments = assessAll(config, memory, {
    host,
    at: now,
    rebasedAt: rebased.rebasedAt,
    crowd: createCrowd(host),
    readings: input.readings,
  });
  const decided = decideAll(assessments, input, now);
  const hostState = lookAtHost({ config, host, troubles: memory.brakes.troubles }, decided);
  const { groups, decisions } = regroup(rebased.groups, decided, { groups: config.groups, now });
  replace(decided, decisions);
  const braked = brake(rebased, decided, { now, clock, observeOnly, hostState });
  replace(decided, braked.held);
  const { brakes, held } = ration(braked.brakes, decided.values(), { limit: config.maxRestartsPerHour, now });
  replace(decided, held);
  // What was held back for all that it concerns is no restart.
  const isBegun =
    decisions.size === 0 || [...decisions.keys()].some((key) => !braked.held.has(key) && !held.has(key));
  const isChanged = isBegun && groups !== brakes.groups;
  return { at: now, brakes: isChanged ? { ...brakes, groups } : brakes, clock, findings: decided };
}

function replace<T extends Finding>(
  findings: Map<string, T>,
  decisions: ReadonlyMap<string, Decision>,
): void {
  for (const [key, decision] of decisions) findings.set(key, { ...(findings.get(key) as T), decision });
}

function assessAll(
  config: PassInput['config'],
  memory: PassInput['memory'],
  view: Viewpoint,
): ReadonlyMap<string, Assessment> {
  const assessments = new Map<string, Assessment>();
  for (const service of config.services) {
    if (service.enabled) assessments.set(service.key, assess(service, memory.states.get(service.key), view));
  }
  return assessments;
}

function decideAll(
  others: ReadonlyMap<string, Assessment>,
  { underWay, unfinished }: PassInput,
  now: Moment,
): Map<string, Finding & Braked> {
  const open = new Map(unfinished.map((recovery) => [recovery.key, recovery]));
  const decided = new Map<string, Finding & Braked>();
  for (const [key, one] of others) {
    const isUnderWay = underWay.has(key);
    const decision = decideFor(one, { now, unfinished: open.get(key), isUnderWay, others });
    const { service, before, state, judged } = one;
    decided.set(key, {
      service,
      before,
      state,
      judged,
      decision,
      wasUp: before.up === true && before.desired.mode !== 'off',
    });
  }
  return decided;
}
