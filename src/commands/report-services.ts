// Tells of each service of a pass, in the light of what is on record. Knows not who asks.

import type { Service } from '../config/config.ts';
import { type Action, thresholdOf } from '../core/decision.ts';
import { formerOf, remainingOf } from '../core/desired.ts';
import { healthScore } from '../core/health-score.ts';
import { elapsedMs, type Moment } from '../core/moment.ts';
import {
  type BlackBoxMark,
  type Purpose,
  type RecoveryRecord,
  type StepFailure,
  tellResult,
} from '../core/recovery.ts';
import { waitMs } from '../core/restarts.ts';
import { remainingSteps } from '../core/resume.ts';
import type { Desired, ServiceState } from '../core/service-state.ts';
import { stateWord } from '../core/state-word.ts';
import { tellDesired } from '../core/tell-desired.ts';
import { tellAction, tellStep } from '../core/tell-step.ts';
import type { Finding, Pass } from '../supervision/finding.ts';
import type { LastFailure, ServiceReport, TermsReport } from './service-report.ts';

/** What is on record, beside what a pass has seen. */
export interface OnRecord {
  /** Absent where the record cannot be read. */
  readonly states: ReadonlyMap<string, ServiceState> | undefined;
  /** The recoveries that are being performed; one that was never ended is not, once its invocation is gone. */
  readonly underWay: readonly RecoveryRecord[];
  /** What the last recovery of a service failed at, where somebody asks for it. */
  readonly failures?: ReadonlyMap<string, StepFailure> | undefined;
  readonly blackBoxes?: ReadonlyMap<string, BlackBoxMark> | undefined;
}

/** All services of a pass, disabled ones last. A look of ours is no failure: what is counted is what ticks have counted. */
export function reportServices(
  services: readonly Service[],
  pass: Pass,
  { states, underWay, failures, blackBoxes }: OnRecord,
): readonly ServiceReport[] {
  const purposes = new Map(underWay.map(({ key, purpose }) => [key, purpose]));
  const reports: ServiceReport[] = [];
  for (const [key, finding] of pass.findings) {
    const counted = states?.get(key)?.streak.count ?? 0;
    const report = reportOne(finding, pass.at, { purpose: purposes.get(key), failures: counted });
    const lastFailure = tellFailure(failures?.get(key), finding, pass.at);
    const blackBox = tellBlackBox(blackBoxes?.get(key), pass.at);
    reports.push(states === undefined ? asSeen(report, finding) : { ...report, lastFailure, blackBox });
  }
  for (const service of services) if (!service.enabled) reports.push(reportDisabled(service));
  return reports;
}

function reportOne(
  { service, state, judged, decision }: Finding,
  now: Moment,
  { purpose, failures }: { purpose: Purpose | undefined; failures: number },
): ServiceReport {
  const wait = waitMs(state.restarts, service.restartPolicy, now);
  const isUp = judged.verdict === 'healthy' || judged.verdict === 'starting';
  const since = isUp ? state.instance?.since : undefined;
  return {
    key: service.key,
    displayName: service.displayName,
    critical: service.critical,
    state: decision.reason === 'ended_cleanly' ? 'stopped' : stateWord(state, judged.verdict, purpose),
    verdict: judged.verdict,
    reason: decision.reason,
    detail: decision.detail || (decision.reason === 'off' ? switchedOff(state, isUp, now) : judged.detail),
    desired: state.desired.mode,
    terms: tellTerms(state.desired, now),
    // What is off has no process; the dead one that its heartbeat names is nobody's concern.
    pid: state.desired.mode === 'off' && !isUp ? undefined : judged.pid,
    uptimeSeconds: since === undefined ? undefined : inSeconds(elapsedMs(since, now)),
    heartbeatAgeSeconds: judged.ageMs === undefined ? undefined : inSeconds(judged.ageMs),
    failures,
    threshold: thresholdOf(service, judged.verdict),
    healthScore: state.desired.mode === 'off' ? undefined : scoreOf(service, state, judged),
    restarts: state.restarts.attempts.length,
    nextAttemptSeconds: wait === 0 || judged.verdict === 'healthy' ? undefined : inSeconds(wait),
    planned: plannedSteps(decision.action),
  };
}

function scoreOf(
  { checks, restartPolicy }: Service,
  { checks: memories, restarts }: ServiceState,
  { verdict, proven }: Finding['judged'],
): number {
  const { attempts } = restarts;
  const { maxRestarts } = restartPolicy;
  return healthScore({ verdict, proven, checks, memories, restarts: attempts.length, maxRestarts });
}

/** That an earlier start failed is of no interest once the service is up. */
function tellFailure(
  failure: StepFailure | undefined,
  { judged, state }: Finding,
  now: Moment,
): LastFailure | undefined {
  if (failure === undefined || judged.verdict === 'healthy' || state.desired.mode === 'off') return undefined;
  const { action, result, endedAtMs } = failure;
  const agoSeconds = inSeconds(Math.max(0, now.wallMs - endedAtMs));
  return { action, message: tellResult(result), agoSeconds };
}

function tellBlackBox(mark: BlackBoxMark | undefined, now: Moment): ServiceReport['blackBox'] {
  return mark && { path: mark.path, agoSeconds: inSeconds(Math.max(0, now.wallMs - mark.atMs)) };
}

function tellTerms(desired: Desired, now: Moment): TermsReport | undefined {
  const { mode, by, atMs, terms } = desired;
  if (mode === 'on') return undefined;
  const leftMs = remainingOf(desired, now);
  return {
    by,
    at: atMs === undefined ? undefined : new Date(atMs).toISOString(),
    reason: terms?.reason,
    endsInSeconds: leftMs === undefined ? undefined : inSeconds(leftMs),
    afterwards: mode === 'held' || leftMs !== undefined ? formerOf(desired).mode : undefined,
  };
}

/** Without what is on record nobody knows what is wanted, what was counted, or what comes of it. */
function asSeen(report: ServiceReport, { judged: { verdict, detail } }: Finding): ServiceReport {
  return {
    ...report,
    state: verdict === 'healthy' ? 'running' : 'unknown',
    reason: undefined,
    detail,
    desired: undefined,
    terms: undefined,
    failures: undefined,
    healthScore: undefined,
    restarts: undefined,
    nextAttemptSeconds: undefined,
    planned: [],
  };
}

function switchedOff({ desired }: ServiceState, isUp: boolean, now: Moment): string {
  const words = `switched off ${tellDesired(desired, now)}`.trimEnd();
  return isUp ? `${words}, and yet it runs: somebody else has started it` : words;
}

function plannedSteps(action: Action): readonly string[] {
  if (action.kind === 'recover') return action.plan.steps.map(tellStep);
  return action.kind === 'resume'
    ? remainingSteps(action.recovery).map((step) => tellAction(step.action, step.manner))
    : [];
}

function reportDisabled(service: Service): ServiceReport {
  return {
    key: service.key,
    displayName: service.displayName,
    critical: service.critical,
    state: 'disabled',
    verdict: undefined,
    reason: undefined,
    detail: 'enabled is false in the config',
    desired: 'off',
    pid: undefined,
    uptimeSeconds: undefined,
    heartbeatAgeSeconds: undefined,
    failures: 0,
    threshold: service.threshold,
    restarts: 0,
    nextAttemptSeconds: undefined,
    planned: [],
  };
}

function inSeconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
