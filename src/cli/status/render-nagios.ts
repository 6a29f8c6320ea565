// What `status --nagios` says: the one line that monitoring plugins print, with measures behind a bar, and their exit codes.

import type { ServiceReport } from '../../commands/service-report.ts';
import type { StatusReport } from '../../commands/status.ts';
import { isBad } from '../../core/verdict.ts';
import type { Outcome } from '../front-door.ts';
import { errorForPrograms } from '../render-error.ts';
import { span } from '../render-services.ts';
import { oneLine } from '../visible.ts';

type Level = 'OK' | 'WARNING' | 'CRITICAL' | 'UNKNOWN';

const EXITS: Record<Level, number> = { OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3 };
const WORST_FIRST: readonly Level[] = ['CRITICAL', 'WARNING', 'UNKNOWN'];

interface Trouble {
  readonly level: Level;
  readonly words: string;
}

/** How things are, as a plugin says it; `mistake` is one in the config, in spite of which the last good one was used. */
export function renderNagios(report: StatusReport, mistake: string | undefined): Outcome {
  const troubles = [
    ...troublesOf(report),
    ...(mistake === undefined ? [] : [{ level: 'WARNING', words: mistake } as const]),
  ];
  const level = WORST_FIRST.find((one) => troubles.some((trouble) => trouble.level === one)) ?? 'OK';
  const told = WORST_FIRST.flatMap((one) => troubles.filter((trouble) => trouble.level === one));
  const words = told.length === 0 ? wellInWords(report) : told.map((trouble) => trouble.words).join('; ');
  return outcome(level, words, perfdata(report));
}

/** That nothing could be told at all. */
export function renderNagiosFailure(error: unknown): Outcome {
  const { message } = (errorForPrograms(error) as { error: { message: string } }).error;
  return outcome('UNKNOWN', message, '');
}

function outcome(level: Level, words: string, measures: string): Outcome {
  // A bar ends the words.
  const line = oneLine(`WATCHDOG ${level} - ${words.replaceAll('|', '/').replace(/\s+/g, ' ')}`);
  const text = measures === '' ? line : `${line} | ${measures}`;
  return { exitCode: EXITS[level], text, json: { level, message: words, perfdata: measures } };
}

function troublesOf({ services, recordProblem, lastTick }: StatusReport): readonly Trouble[] {
  const ofRecord: Trouble[] =
    recordProblem === undefined ? tickTroubles(lastTick) : [{ level: 'UNKNOWN', words: recordProblem }];
  return [...ofRecord, ...services.flatMap(troubleOf)];
}

function tickTroubles(lastTick: StatusReport['lastTick']): Trouble[] {
  if (lastTick === undefined) return [{ level: 'WARNING', words: 'never checked yet' }];
  if (!lastTick.isOverdue) return [];
  return [{ level: 'CRITICAL', words: `nobody checks: last check ${span(lastTick.agoSeconds)} ago` }];
}

/** Below its threshold nothing is done yet about a service; of a critical one that is grave all the same. */
function troubleOf(service: ServiceReport): readonly Trouble[] {
  const { key, critical, state, verdict, desired, failures = 0, threshold, detail, reason } = service;
  if (state === 'disabled' || desired === 'off' || reason === 'ended_cleanly') return [];
  if (verdict === 'unknown') return [{ level: 'UNKNOWN', words: `${key}: unknown: ${detail}` }];
  if (verdict === undefined || !isBad(verdict)) return [];
  const isGrave = critical || failures >= threshold || state === 'fatal' || state === 'backoff';
  return [{ level: isGrave ? 'CRITICAL' : 'WARNING', words: `${key} ${state}: ${verdict}: ${detail}` }];
}

function wellInWords({ services }: StatusReport): string {
  const [only] = services.length === 1 ? services : [];
  if (only !== undefined) return `${only.key} ${only.state}`;
  return `${services.filter(({ state }) => state === 'running').length} of ${services.length} services running`;
}

/** Label=value, its unit, and where it is known what warns, what is critical, and the bounds. */
function perfdata({ services, lastTick }: StatusReport): string {
  const [only] = services.length === 1 ? services : [];
  const measures = only === undefined ? countsOf(services) : measuresOf(only);
  const tick = lastTick === undefined ? [] : [`last_check=${lastTick.agoSeconds}s;;;0`];
  return [...measures, ...tick].join(' ');
}

const COUNTED = [
  'running',
  'starting',
  'stopping',
  'stopped',
  'failed',
  'backoff',
  'fatal',
  'unknown',
] as const;

function countsOf(services: readonly ServiceReport[]): readonly string[] {
  const all = services.filter(({ state }) => state !== 'disabled').length;
  return COUNTED.map(
    (state) => `${state}=${services.filter((service) => service.state === state).length};;;0;${all}`,
  );
}

function measuresOf(service: ServiceReport): readonly string[] {
  const { uptimeSeconds, heartbeatAgeSeconds, failures, threshold, restarts, healthScore } = service;
  return [
    ...measure('uptime', uptimeSeconds, 's;;;0'),
    ...measure('heartbeat_age', heartbeatAgeSeconds, 's;;;0'),
    ...measure('failures', failures, `;;${threshold};0`),
    ...measure('restarts', restarts, ';;;0'),
    ...measure('health', healthScore, ';;;0;100'),
  ];
}

function measure(name: string, value: number | undefined, rest: string): readonly string[] {
  return value === undefined ? [] : [`${name}=${value}${rest}`];
}
