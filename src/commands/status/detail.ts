// All that is known of one service: who runs, since when, what was counted, what its checks say, how it was recovered last.
// Looks at nothing itself: it tells what a pass has found and what is on record.

import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { hasFailed, PASSING } from '../../core/checks/check-memory.ts';
import type { Finding } from '../../supervision/finding.ts';

/** What is told of one service alone. Times are RFC 3339; what is not known is left out. */
export interface ServiceDetail {
  /** Where its output goes. */
  readonly logPath: string;
  readonly heartbeatPath: string | undefined;
  readonly timeoutSeconds: number;
  readonly instance: InstanceDetail | undefined;
  readonly desiredBy: string | undefined;
  readonly desiredAt: string | undefined;
  readonly healthySince: string | undefined;
  readonly lastFailureAt: string | undefined;
  readonly backoff: BackoffDetail;
  readonly checks: readonly CheckDetail[];
}

/** Which process it is, and how we know. */
export interface InstanceDetail {
  readonly pid: number;
  /** By which the number is told from the same one given to another process. */
  readonly startTicks: number;
  readonly beatingPid: number | undefined;
  readonly uid: number;
  readonly pgid: number;
  readonly sid: number;
  readonly cookie: string | undefined;
  readonly origin: 'started' | 'adopted';
  readonly since: string;
  readonly isConfirmed: boolean;
}

/** How often it was recovered lately, and what that comes to. */
export interface BackoffDetail {
  readonly attempts: readonly string[];
  readonly maxRestarts: number;
  readonly windowSeconds: number;
  /** How often the wait has grown. */
  readonly level: number;
  readonly isGivenUp: boolean;
}

/** What one of its checks last said. */
export interface CheckDetail {
  readonly name: string;
  readonly kind: string;
  readonly outcome: 'passed' | 'degraded' | 'failing' | 'failed' | 'unknown';
  readonly detail: string;
  /** Of its last looks how many failed, and at how many it has failed; these are of so many. */
  readonly failures: number;
  readonly failureThreshold: number;
  readonly of: number;
}

/** What a finding says of a service, beyond what is told of each. */
export function detailOf({ service, state }: Finding, { logDir }: Pick<Config, 'logDir'>): ServiceDetail {
  const { desired, instance, restarts, streak, healthySince } = state;
  const { maxRestarts, windowSeconds } = service.restartPolicy;
  return {
    logPath: join(logDir, `${service.key}.log`),
    heartbeatPath: service.heartbeatPath,
    timeoutSeconds: service.timeoutSeconds,
    instance: instance && instanceOf(instance),
    desiredBy: desired.by,
    desiredAt: timeOf(desired.atMs),
    healthySince: timeOf(healthySince?.wallMs),
    lastFailureAt: timeOf(streak.lastBadMs),
    backoff: {
      attempts: restarts.attempts.map(({ wallMs }) => new Date(wallMs).toISOString()),
      maxRestarts,
      windowSeconds,
      level: restarts.level,
      isGivenUp: restarts.givenUpRung !== undefined,
    },
    checks: service.checks.map((check) => checkOf(check, state.checks[check.name] ?? PASSING)),
  };
}

function instanceOf(instance: NonNullable<Finding['state']['instance']>): InstanceDetail {
  const { leader, beating, uid, pgid, sid, cookie, origin, since, confirmed } = instance;
  return {
    pid: leader.pid,
    startTicks: leader.startTicks,
    beatingPid: beating?.pid === leader.pid ? undefined : beating?.pid,
    uid,
    pgid,
    sid,
    cookie,
    origin,
    since: new Date(since.wallMs).toISOString(),
    isConfirmed: confirmed,
  };
}

function checkOf(check: Finding['service']['checks'][number], memory: typeof PASSING): CheckDetail {
  const { name, probe, failureThreshold, of } = check;
  const outcome = hasFailed(check, memory) ? 'failed' : memory.last === 'failed' ? 'failing' : memory.last;
  const failures = memory.looks.replaceAll('p', '').length;
  return { name, kind: probe.kind, outcome, detail: memory.detail, failures, failureThreshold, of };
}

function timeOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
