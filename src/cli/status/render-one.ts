// What `status KEY` says: everything about one service, a labelled line for each thing, and what lives of it.

import type { ServiceReport } from '../../commands/service-report.ts';
import type { LastDay } from '../../commands/status/last-day.ts';
import type { StatusReport } from '../../commands/status.ts';
import { type Margins, shorten, wrapWords } from '../fit-width.ts';
import { tellRecovery } from '../history/tell-recovery.ts';
import { span, tellFailure, tellTerms } from '../render-services.ts';
import { oneLine } from '../visible.ts';
import { hereAt } from '../when.ts';
import { type Row, rowsOfDetail } from './rows-of-detail.ts';
import { tellBeatAges } from './tell-beat-ages.ts';
import { tellLastDay } from './tell-last-day.ts';

const WIDEST_COMMAND = 120;
const LABEL_WIDTH = 13;

/** One service in lines of at most so many characters. */
export function renderOne(service: ServiceReport, report: StatusReport, room: number): string {
  const { processes = [], detail, lastDay } = report;
  const rows = [...rowsOf(service), ...(detail === undefined ? [] : rowsOfDetail(detail))];
  const lines = rows.map(([name, value]) => wrapWords(oneLine(value), room, margins(name)));
  const hour = lastDay && detail && tellHour(lastDay, detail.timeoutSeconds);
  const beats = hour === undefined ? [] : labelled('beat ages', wrapped(hour, room));
  const day = lastDay === undefined ? [] : labelled('last day', tellLastDay(lastDay, room - LABEL_WIDTH - 1));
  const tree = processes.map((each) => renderProcess(each, room));
  return [...lines, ...beats, ...day, ...recovered(lastDay?.recovery, room), ...tree].join('\n');
}

/** What goes on below a value begins where the value does. */
function margins(name: string): Margins {
  return [`${name.padEnd(LABEL_WIDTH)} `, ' '.repeat(LABEL_WIDTH + 1)];
}

const HOUR_MS = 3_600_000;

function tellHour({ looks, window: { untilMs } }: LastDay, timeoutSeconds: number): string | undefined {
  return tellBeatAges(looks, { fromMs: untilMs - HOUR_MS, untilMs }, timeoutSeconds);
}

function wrapped(words: string, room: number): readonly string[] {
  return wrapWords(words, room - LABEL_WIDTH - 1, ['', '']).split('\n');
}

function labelled(name: string, lines: readonly string[]): readonly string[] {
  const [first, next] = margins(name);
  return lines.map((line, at) => (at === 0 ? first : next) + line);
}

function recovered(
  recovery: NonNullable<StatusReport['lastDay']>['recovery'],
  room: number,
): readonly string[] {
  if (recovery === undefined) return [];
  const steps = tellRecovery(recovery, room - LABEL_WIDTH - 1, 0);
  return labelled('last recovery', [hereAt(recovery.begunAtMs), ...steps.flatMap((it) => it.split('\n'))]);
}

function renderProcess(process: NonNullable<StatusReport['processes']>[number], room: number): string {
  const { pid, cpuPercent, memoryPercent, command } = process;
  const before = `${margins('process')[0]}${pid}, cpu ${cpuPercent} %, memory ${memoryPercent} %: `;
  return before + shorten(oneLine(command), Math.max(1, Math.min(WIDEST_COMMAND, room - before.length)));
}

function rowsOf(service: ServiceReport): readonly Row[] {
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
