// Services as a table for a terminal, or as plain tab-separated lines for a pipe.

import { styleText } from 'node:util';
import type { ServiceReport } from '../commands/service-report.ts';

const HEADINGS = ['SERVICE', 'STATE', 'VERDICT', 'PID', 'UPTIME', 'BEAT', 'RESTARTS', 'NEXT'] as const;
const WIDEST_KEY = 24;

/** All services: aligned and coloured where a person looks, tab-separated without headings in a pipe. */
export function renderServices(services: readonly ServiceReport[], isTerminal: boolean): string {
  const rows = services.map(cells);
  if (!isTerminal) return rows.map((row) => row.join('\t')).join('\n');
  const table = [[...HEADINGS], ...rows.map(([key = '', ...rest]) => [shorten(key), ...rest])];
  const widths = HEADINGS.map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  const lines = table.map((row, index) => {
    const line = row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
    return index === 0 ? line : paint(line, services[index - 1] as ServiceReport);
  });
  const notes = services
    .filter(needsWords)
    .map(({ key, reason, detail }) => `  ${key}: ${reason}: ${detail}`);
  return [...lines, ...notes].join('\n');
}

function cells(service: ServiceReport): string[] {
  const { key, state, verdict, pid, uptimeSeconds, heartbeatAgeSeconds, restarts, nextAttemptSeconds } =
    service;
  return [
    key,
    state,
    verdict ?? '-',
    pid === undefined ? '-' : String(pid),
    span(uptimeSeconds),
    span(heartbeatAgeSeconds),
    String(restarts),
    span(nextAttemptSeconds),
  ];
}

/** Seconds as a person says them: 4s, 12m, 3h 20m, 5d 2h. */
export function span(seconds: number | undefined): string {
  if (seconds === undefined) return '-';
  if (seconds < 60) return `${Math.round(seconds)}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`;
  const hours = Math.floor(seconds / 3600);
  if (hours < 24) return `${hours}h ${Math.floor((seconds % 3600) / 60)}m`;
  return `${Math.floor(hours / 24)}d ${hours % 24}h`;
}

function needsWords({ state, detail }: ServiceReport): boolean {
  return state !== 'running' && state !== 'stopped' && state !== 'disabled' && detail !== '';
}

function shorten(key: string): string {
  return key.length <= WIDEST_KEY ? key : `${key.slice(0, WIDEST_KEY - 1)}…`;
}

function paint(line: string, { state }: ServiceReport): string {
  if (process.env.NO_COLOR || !process.stdout.isTTY) return line;
  if (state === 'running') return styleText('green', line);
  if (state === 'stopped' || state === 'disabled') return styleText('gray', line);
  return styleText(state === 'starting' ? 'yellow' : 'red', line);
}
