// Services as a table for a terminal, or as plain tab-separated lines for a pipe.

import { styleText } from 'node:util';
import type { ServiceReport } from '../commands/service-report.ts';
import { shorten, wrapWords } from './fit-width.ts';
import { oneLine } from './visible.ts';

const HEADINGS = ['SERVICE', 'STATE', 'VERDICT', 'PID', 'UPTIME', 'BEAT', 'RESTARTS', 'NEXT'] as const;
const GAP = 2;
const NARROWEST_KEY = 11;
/** Where the terminal does not say how wide it is. */
const USUAL_WIDTH = 80;

/** All services: aligned and coloured where a person looks, tab-separated without headings in a pipe. */
export function renderServices(services: readonly ServiceReport[], isTerminal: boolean): string {
  const rows = services.map(cells);
  if (!isTerminal) return rows.map((row) => row.join('\t')).join('\n');
  const room = process.stdout.columns || USUAL_WIDTH;
  const [headings, ...lines] = align([[...HEADINGS], ...rows], room);
  const painted = lines.map((line, index) => paint(line, services[index] as ServiceReport));
  return [headings, ...painted, ...notes(services, room)].join('\n');
}

/** What does not fit is taken from the keys, which the notes under the table tell whole. */
function align(table: readonly string[][], room: number): string[] {
  const widths = HEADINGS.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const others = widths.slice(1).reduce((sum, width) => sum + GAP + width, 0);
  widths[0] = Math.min(widths[0] ?? 0, Math.max(NARROWEST_KEY, room - others));
  return table.map((row) =>
    row
      .map((cell, column) => shorten(cell, widths[column] ?? 0).padEnd(widths[column] ?? 0))
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
}

function notes(services: readonly ServiceReport[], room: number): string[] {
  return services
    .filter(needsWords)
    .map(({ key, reason, detail }) => wrapWords(oneLine(`${key}: ${reason}: ${detail}`), room, '  '));
}

function cells(service: ServiceReport): string[] {
  const { key, state, verdict, pid, uptimeSeconds, heartbeatAgeSeconds, restarts, nextAttemptSeconds } =
    service;
  return [
    key,
    state,
    state === 'stopped' ? '-' : (verdict ?? '-'),
    pid === undefined ? '-' : String(pid),
    span(uptimeSeconds),
    roughly(heartbeatAgeSeconds),
    String(restarts),
    roughly(nextAttemptSeconds),
  ];
}

/** Seconds as a person says them: 4s, 12m, 3h 20m, 5d 2h. */
export function span(seconds: number | undefined): string {
  if (seconds === undefined) return '-';
  if (seconds < 60) return `${Math.floor(seconds)}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`;
  const hours = Math.floor(seconds / 3600);
  if (hours < 24) return `${hours}h ${Math.floor((seconds % 3600) / 60)}m`;
  return `${Math.floor(hours / 24)}d ${hours % 24}h`;
}

/** The same in its largest unit alone. */
function roughly(seconds: number | undefined): string {
  return span(seconds).split(' ', 1)[0] as string;
}

function needsWords({ state, detail, desired }: ServiceReport): boolean {
  if (state === 'running' && desired === 'off') return true;
  return state !== 'running' && state !== 'stopped' && state !== 'disabled' && detail !== '';
}

function paint(line: string, { state }: ServiceReport): string {
  if (process.env.NO_COLOR || !process.stdout.isTTY) return line;
  if (state === 'running') return styleText('green', line);
  if (state === 'stopped' || state === 'disabled') return styleText('gray', line);
  return styleText(state === 'starting' ? 'yellow' : 'red', line);
}
