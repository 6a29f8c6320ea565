// One pass over all services up to the decisions: observe all, decide all, brake. It touches nothing, so that a dry run
// is the very same pass.

import type { Config } from '../config/config.ts';
import type { ObserveOnly } from '../core/brakes.ts';
import { clockChange } from '../core/clock-change.ts';
import type { Braked } from '../core/incident.ts';
import type { Moment } from '../core/moment.ts';
import type { RecoveryRecord } from '../core/recovery.ts';
import { restrain } from '../core/restrain.ts';
import { type Assessment, decideFor } from '../core/situation.ts';
import type { Host } from '../host/host.ts';
import { windowTeller } from '../maintenance-window.ts';
import { asIfRecorded, contestedIn } from './contested.ts';
import { createCrowd } from './crowd.ts';
import type { Finding, Pass } from './finding.ts';
import { lookAtHost } from './look-at-host.ts';
import type { AllReadings } from './lookout.ts';
import { startFaultOfMember } from './start-fault.ts';
import { assess, type Viewpoint } from './supervise.ts';
import { othersIn } from './view-of.ts';
import type { Memory } from './world.ts';

/** What a pass is made from. Nothing here is changed by it. */
export interface PassInput {
  readonly config: Pick<
    Config,
    'services' | 'hostChecks' | 'maxRestartsPerHour' | 'groups' | 'path' | 'logDir'
  >;
  readonly host: Viewpoint['host'] &
    Pick<Host, 'now' | 'measure' | 'findWriteFault' | 'findStartFault' | 'processTable' | 'uid' | 'uidOf'>;
  readonly memory: Pick<Memory, 'states' | 'brakes' | 'lastTickAt'>;
  /** What was last said of each service. */
  readonly last: Viewpoint['last'];
  /** Services of which a recovery is being performed, by whomever. */
  readonly underWay: Pick<ReadonlySet<string>, 'has'>;
  readonly unfinished: readonly RecoveryRecord[];
  readonly observeOnly: ObserveOnly | undefined;
  /** What was read of checks for this pass. */
  readonly readings?: AllReadings | undefined;
  /** It follows another one at once: what is bad now does not count again. */
  readonly isFollowUp?: boolean;
}

/** Looks at all services and decides about each. */
export function survey(input: PassInput): Pass {
  const { config, host, memory, observeOnly } = input;
  const now = host.now();
  const clock = clockChange(memory.lastTickAt, now);
  const rebased = clock === undefined ? memory.brakes : { ...memory.brakes, rebasedAt: now };
  const assessments = assessAll(config, memory, {
    host,
    logDir: config.logDir,
    at: now,
    lastTickAt: memory.lastTickAt,
    rebasedAt: rebased.rebasedAt,
    others: othersIn(config, memory),
    last: input.last,
    crowd: createCrowd(host),
    readings: input.readings,
    isFollowUp: input.isFollowUp === true,
  });
  const decided = decideAll(assessments, input, now);
  const hostState = lookAtHost({ config, host, troubles: memory.brakes.troubles }, decided);
  const brakes = restrain(rebased, decided, {
    config,
    now,
    clock,
    observeOnly,
    hostState,
    startFaultOf: (member) => startFaultOfMember(member, { config, host }),
  });
  return { at: now, brakes, clock, findings: decided };
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
  const contested = contestedIn(assessments);
  if (contested.length === 0) return assessments;
  const others = asIfRecorded(contested, view.others);
  for (const [key] of contested) {
    const { service, before } = assessments.get(key) as Assessment;
    assessments.set(key, assess(service, before, { ...view, others }));
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
  const tellWindow = windowTeller(now.wallMs);
  for (const [key, one] of others) {
    const isUnderWay = underWay.has(key);
    const windows = one.service.maintenance;
    const maintenance = windows && tellWindow(windows);
    const decision = decideFor(one, { now, unfinished: open.get(key), isUnderWay, others, maintenance });
    const { service, before, state, judged } = one;
    decided.set(key, {
      service,
      before,
      state,
      judged,
      decision,
      maintenance,
      wasUp: before.up === true && before.desired.mode !== 'off',
    });
  }
  return decided;
}
