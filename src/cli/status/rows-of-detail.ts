// The lines of `status KEY` about what is known of one service alone: who runs, what its checks say, where its files lie.

import type { CheckDetail, InstanceDetail, ServiceDetail } from '../../commands/status/detail.ts';
import { hereAt } from '../when.ts';

/** A label, and what stands behind it. */
export type Row = readonly [name: string, value: string];

/** All of them that have anything to say. */
export function rowsOfDetail(detail: ServiceDetail): readonly Row[] {
  const { instance, healthySince, lastFailureAt, checks, heartbeatPath, logPath, timeoutSeconds } = detail;
  return [
    ...(instance === undefined ? [] : [['instance', tellInstance(instance)] as const]),
    ...timed('healthy since', healthySince),
    ...timed('last bad', lastFailureAt),
    ['backoff', tellBackoff(detail)],
    ...checks.map((check) => ['check', tellCheck(check)] as const),
    ...(heartbeatPath === undefined ? [] : heartbeatRows(heartbeatPath, timeoutSeconds)),
    ['log', logPath],
  ];
}

/** The path is alone, so that it can be copied. */
function heartbeatRows(path: string, timeoutSeconds: number): readonly Row[] {
  return [
    ['heartbeat', path],
    ['stale after', `${timeoutSeconds} s`],
  ];
}

function timed(name: string, at: string | undefined): readonly Row[] {
  return at === undefined ? [] : [[name, hereAt(Date.parse(at))]];
}

function tellInstance(instance: InstanceDetail): string {
  const { pid, startTicks, beatingPid, uid, pgid, sid, cookie, origin, since, isConfirmed } = instance;
  const parts = [
    `${origin} ${hereAt(Date.parse(since))}${isConfirmed ? '' : ', not proven yet'}`,
    `pid ${pid} (kernel start ${startTicks})`,
    ...(beatingPid === undefined ? [] : [`pid ${beatingPid} beats`]),
    `uid ${uid}, group ${pgid}, session ${sid}`,
    ...(cookie === undefined ? [] : [`cookie ${cookie}`]),
  ];
  return parts.join('; ');
}

function tellBackoff({ backoff }: ServiceDetail): string {
  const { attempts, maxRestarts, windowSeconds, level, isGivenUp } = backoff;
  const limit = `${attempts.length} of ${maxRestarts} restarts within ${windowSeconds} s`;
  return [
    limit,
    ...(level === 0 ? [] : [`the wait has grown ${level === 1 ? 'once' : `${level} times`}`]),
    ...(isGivenUp ? ['given up'] : []),
  ].join('; ');
}

function tellCheck({ name, kind, outcome, detail, failures, failureThreshold, of }: CheckDetail): string {
  const looks =
    failures === 0 ? '' : ` (${failures} of ${of} looks failed, ${failureThreshold} are too many)`;
  return `${name === kind ? name : `${name} (${kind})`}: ${outcome}${looks}${detail === '' ? '' : `: ${detail}`}`;
}
