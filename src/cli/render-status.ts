// What `status` says: a table of all services, or everything about one.

import type { ServiceReport } from '../commands/service-report.ts';
import type { StatusReport } from '../commands/status.ts';
import { exitOfStatus } from './exit-codes.ts';
import { type Margins, shorten, terminalWidth, wrapWords } from './fit-width.ts';
import type { Outcome } from './front-door.ts';
import { renderServices, span, tellFailure, tellTerms } from './render-services.ts';
import { oneLine } from './visible.ts';

const WIDEST_COMMAND = 120;
const LABEL_WIDTH = 13;

/** How things are, ready to be told. */
export function renderStatus(report: StatusReport, isTerminal: boolean): Outcome {
  const { services, key, lastTick, recordProblem, processes = [] } = report;
  const room = isTerminal ? terminalWidth() : Number.POSITIVE_INFINITY;
  const table = renderServices(services, isTerminal);
  const all =
    isTerminal && recordProblem === undefined
      ? `${table}\n${wrapWords(tellLastTick(lastTick), room, ['', ''])}`
      : table;
  const rows = services
    .flatMap(rowsOf)
    .map(([name, value]) => wrapWords(oneLine(value), room, margins(name)));
  const one = [...rows, ...processes.map((each) => renderProcess(each, room))].join('\n');
  const words = key === undefined || services.length > 1 ? all : one;
  const problem = recordProblem === undefined ? [] : [wrapWords(recordProblem, room, ['', ''])];
  return { exitCode: exitOfStatus(report), text: [...problem, words].join('\n'), json: report };
}

const WHO_CHECKS = 'Nobody watches: is `watchdog check` in a crontab?';

function tellLastTick(lastTick: StatusReport['lastTick']): string {
  if (lastTick === undefined) return `never checked yet. ${WHO_CHECKS}`;
  const last = `last check ${span(lastTick.agoSeconds)} ago`;
  return lastTick.isOverdue ? `${last}. ${WHO_CHECKS}` : last;
}

/** What goes on below a value begins where the value does. */
function margins(name: string): Margins {
  return [`${name.padEnd(LABEL_WIDTH)} `, ' '.repeat(LABEL_WIDTH + 1)];
}

function renderProcess(process: NonNullable<StatusReport['processes']>[number], room: number): string {
  const { pid, cpuPercent, memoryPercent, command } = process;
  const shares = cpuPercent === undefined ? '' : `, cpu ${cpuPercent} %, memory ${memoryPercent} %`;
  const before = `${margins('process')[0]}${pid}${shares}: `;
  return before + shorten(oneLine(command), Math.max(1, Math.min(WIDEST_COMMAND, room - before.length)));
}

function rowsOf(service: ServiceReport): [name: string, value: string][] {
  const { key, displayName, state, verdict, reason, detail, desired, pid } = service;
  return [
    ['service', displayName === key ? key : `${key} (${displayName})`],
    ['state', desired === undefined ? state : `${state}, wanted ${desired}`],
    ...(service.terms === undefined ? [] : [['said', tellTerms(service.terms)] as [string, string]]),
    ['verdict', verdict ?? '-'],
    ['why', [reason, detail].filter(Boolean).join(': ') || '-'],
    ...(service.lastFailure === undefined
      ? []
      : [['last failure', tellFailure(service.lastFailure)] as [string, string]]),
    ...(service.blackBox === undefined
      ? []
      : [
          ['black box', `${service.blackBox.path}, ${span(service.blackBox.agoSeconds)} ago`] as [
            string,
            string,
          ],
        ]),
    ['pid', pid === undefined ? '-' : String(pid)],
    ['uptime', span(service.uptimeSeconds)],
    ['last beat', told(service.heartbeatAgeSeconds, (age) => `${span(age)} ago`)],
    ['health', told(service.healthScore, (score) => `${score} of 100`)],
    ['failures', told(service.failures, (failures) => tellFailures(failures, service.threshold))],
    ['restarts', told(service.restarts, (restarts) => `${restarts} lately`)],
    ['next attempt', told(service.nextAttemptSeconds, (seconds) => `in ${span(seconds)}`)],
  ];
}

function told(value: number | undefined, inWords: (value: number) => string): string {
  return value === undefined ? '-' : inWords(value);
}

function tellFailures(failures: number, threshold = 0): string {
  return failures > threshold ? `${failures}, threshold ${threshold}` : `${failures} of ${threshold}`;
}
