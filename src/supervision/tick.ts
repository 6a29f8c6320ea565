// One tick: survey all services, commit what follows in one transaction, and hand over what is to be recovered now.

import { begun } from '../core/begin.ts';
import { reminded } from '../core/desired.ts';
import { lateBeats } from '../core/late-beats.ts';
import type { Moment } from '../core/moment.ts';
import type { RecoveryPlan, RecoveryRecord } from '../core/recovery.ts';
import type { ServiceState } from '../core/service-state.ts';
import { tellStep } from '../core/tell-step.ts';
import type { SpanMark, TickCommit } from '../store/store.ts';
import { closeAbandoned } from './close-abandoned.ts';
import { mayBeSuperseded } from './fence.ts';
import type { Pass } from './finding.ts';
import { newOnes } from './host-tidings.ts';
import { survey } from './survey.ts';
import { mayBeForgotten, tidings } from './tidings.ts';
import type { World } from './world.ts';

/** What follows from a pass that was committed. */
export interface Ticked {
  readonly pass: Pass;
  /** To be performed now. */
  readonly recoveries: readonly RecoveryRecord[];
  /** Services of which something unfinished was closed; its scripts may still run. */
  readonly closed: readonly string[];
  /** Services beside whose instance one that it has replaced may be alive. */
  readonly suspects: readonly string[];
}

/** How a pass came about. */
export interface Occurrence {
  /** It follows soon upon another one, to see whether what is waited for has come up. */
  readonly isFollowUp?: boolean;
  /** When its first look was begun, on the monotonic clock. */
  readonly beganMs?: number | undefined;
}

/** Makes a pass, and commits it. */
export function tick(world: World, { isFollowUp = false, beganMs }: Occurrence = {}): Ticked {
  const { store, memory, config, host, lookout } = world;
  const unfinished = store.unfinishedRecoveries();
  const abandoned = closeAbandoned(world, unfinished);
  const observeOnly = store.observeOnlyTicks() > 0 ? 'record_lost' : undefined;
  const underWay = memory.performances;
  const readings = lookout.take();
  const last = store.lastMarks();
  const pass = survey({
    config,
    host,
    memory,
    last,
    underWay,
    unfinished,
    observeOnly,
    readings,
    isFollowUp,
  });
  const states = changedStates(pass);
  const orders = ordersOf(pass);
  const tookMs = host.now().monotonicMs - (beganMs ?? pass.at.monotonicMs);
  const commit = { ...commitOf(pass, { ...orders, states }, world), tookMs };
  const begun = store.commitTick(commit);
  tell(world, commit, pass);
  for (const [key, state] of states) memory.states.set(key, state);
  memory.brakes = pass.brakes;
  memory.lastTickAt = pass.at;
  const closed = [...abandoned, ...orders.closed.map(({ key }) => key)];
  const suspects = observeOnly !== undefined ? [] : orders.suspects;
  return { pass, recoveries: [...orders.resumed, ...begun], closed, suspects };
}

/** What the decisions of a pass ask for. */
interface Orders {
  readonly marks: TickCommit['marks'];
  readonly plans: readonly RecoveryPlan[];
  readonly resumed: readonly RecoveryRecord[];
  readonly closed: readonly RecoveryRecord[];
  readonly suspects: readonly string[];
}

/** In one go and without copies: most ticks ask for nothing, of however many services. */
function ordersOf({ findings }: Pass): Orders {
  const marks = new Map<string, SpanMark>();
  const plans: RecoveryPlan[] = [];
  const resumed: RecoveryRecord[] = [];
  const closed: RecoveryRecord[] = [];
  const suspects: string[] = [];
  for (const [key, finding] of findings) {
    const { action, reason } = finding.decision;
    marks.set(key, { verdict: finding.judged.verdict, reason, pid: finding.judged.pid });
    if (mayBeSuperseded(finding)) suspects.push(key);
    if (action.kind === 'recover') plans.push(action.plan);
    else if (action.kind === 'resume') resumed.push(action.recovery);
    else if (action.kind === 'close') closed.push(action.recovery);
  }
  const byPriority = (a: { key: string }, b: { key: string }) => priorityOf(a) - priorityOf(b);
  const priorityOf = ({ key }: { key: string }) => findings.get(key)?.service.priority ?? 0;
  return { marks, plans: plans.sort(byPriority), resumed: resumed.sort(byPriority), closed, suspects };
}

const RELIEF = new Set(['up', 'recovered', 'host_relief']);
const GOOD_NEWS = new Set([...RELIEF, 'started', 'ended', 'off_over', 'hold_over']);
const GRAVE = new Set(['down', 'given_up']);

function tell(
  { log, memory }: World,
  { brakes, events, marks, recoveries }: TickCommit,
  { findings }: Pass,
): void {
  for (const { key, kind, message } of events) {
    const isCritical = key !== undefined && findings.get(key)?.service.critical === true;
    const level = GOOD_NEWS.has(kind) ? 'INFO' : isCritical && GRAVE.has(kind) ? 'ERROR' : 'WARNING';
    log({ level, key, message: `${kind}: ${message}`, ...(RELIEF.has(kind) && { isRelief: true }) });
  }
  for (const { key, detail, steps } of recoveries) {
    log({ level: 'INFO', key, message: `recover: ${detail}: ${steps.map(tellStep).join(' → ')}` });
  }
  for (const { detail } of newOnes(memory.brakes.unseen, brakes.unseen))
    log({ level: 'DEBUG', message: `host: ${detail}; that check of the host holds nothing` });
  log({ level: 'DEBUG', message: `tick: ${countHealthy(marks)} of ${marks.size} services healthy` });
}

function countHealthy(marks: TickCommit['marks']): number {
  let count = 0;
  for (const { verdict } of marks.values()) if (verdict === 'healthy') count += 1;
  return count;
}

function commitOf(
  { at, brakes, clock, findings }: Pass,
  { marks, plans, closed, states }: Orders & Pick<TickCommit, 'states'>,
  { memory, store }: Pick<World, 'memory' | 'store'>,
): TickCommit {
  const last = store.lastMarks();
  return {
    at,
    lateBeats: lateBeats(findings),
    brakes,
    marks,
    states,
    ...tidings({ at, brakes, clock, findings, brakesBefore: memory.brakes, last }),
    recoveries: plans,
    closed: closed.map(({ id }) => id),
  };
}

function changedStates({ at, findings }: Pass): ReadonlyMap<string, ServiceState> {
  const changed = new Map<string, ServiceState>();
  for (const [key, finding] of findings) {
    const { decision, before } = finding;
    // One that was held is no attempt.
    const decided = decision.action.kind === 'recover' ? begun(finding, at) : decision.state;
    const state = mayBeForgotten(finding, at) ? afterReminder(decided, at) : decided;
    if (state !== before) changed.set(key, state);
  }
  return changed;
}

function afterReminder(state: ServiceState, at: Moment): ServiceState {
  return { ...state, desired: reminded(state.desired, at) };
}
