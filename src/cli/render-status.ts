// What `status` says: a table of all services, or everything about one.

import type { ServiceReport } from '../commands/service-report.ts';
import type { StatusReport } from '../commands/status.ts';
import { exitOfStatus } from './exit-codes.ts';
import type { Outcome } from './front-door.ts';
import { renderServices, span } from './render-services.ts';
import { oneLine } from './visible.ts';

const WIDEST_COMMAND = 120;

/** How things are, ready to be told. */
export function renderStatus(report: StatusReport, isTerminal: boolean): Outcome {
  const { services, key, lastTick, recordProblem, processes = [] } = report;
  const last = lastTick === undefined ? 'never checked yet' : `last check ${span(lastTick.agoSeconds)} ago`;
  const table = renderServices(services, isTerminal);
  const all = isTerminal ? `${table}\n${last}` : table;
  const one = [...services.map(renderOne), ...processes.map(renderProcess)].join('\n');
  const words = key === undefined ? all : one;
  const text = recordProblem === undefined ? words : `${recordProblem}\n${words}`;
  return { exitCode: exitOfStatus(report), text, json: report };
}

function renderProcess(process: NonNullable<StatusReport['processes']>[number]): string {
  const { pid, cpuPercent, memoryPercent, command } = process;
  return `process       ${pid}, cpu ${cpuPercent} %, memory ${memoryPercent} %: ${oneLine(command.slice(0, WIDEST_COMMAND))}`;
}

function renderOne(service: ServiceReport): string {
  const { key, displayName, state, verdict, reason, detail, desired, pid } = service;
  const rows: [string, string][] = [
    ['service', displayName === key ? key : `${key} (${displayName})`],
    ['state', `${state}, wanted ${desired}`],
    ['verdict', verdict ?? '-'],
    ['why', [reason, detail].filter(Boolean).join(': ') || '-'],
    ['pid', pid === undefined ? '-' : String(pid)],
    ['uptime', span(service.uptimeSeconds)],
    [
      'last beat',
      service.heartbeatAgeSeconds === undefined ? '-' : `${span(service.heartbeatAgeSeconds)} ago`,
    ],
    ['failures', `${service.failures} of ${service.threshold}`],
    ['restarts', `${service.restarts} lately`],
    [
      'next attempt',
      service.nextAttemptSeconds === undefined ? '-' : `in ${span(service.nextAttemptSeconds)}`,
    ],
  ];
  return rows.map(([name, value]) => `${name.padEnd(13)} ${oneLine(value)}`).join('\n');
}
