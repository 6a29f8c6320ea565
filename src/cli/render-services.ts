// Services as a table for a terminal, or as plain tab-separated lines for a pipe.

import type { LastFailure, ServiceReport, TermsReport } from '../commands/service-report.ts';
import { shorten, terminalWidth, wrapWords } from './fit-width.ts';
import { paint } from './paint.ts';
import { oneLine } from './visible.ts';

const HEADINGS = ['SERVICE', 'STATE', 'VERDICT', 'PID', 'UPTIME', 'BEAT', 'RESTARTS', 'NEXT'] as const;
const GAP = 2;
const NARROWEST_KEY = 11;

/** All services: aligned and coloured where a person looks, tab-separated without headings in a pipe. */
export function renderServices(services: readonly ServiceReport[], isTerminal: boolean): string {
  const room = terminalWidth();
  if (!isTerminal) return services.map((service) => cells(service).join('\t')).join('\n');
  const { heading, rows, keyWidth } = tabulate(services, room);
  const painted = rows.map((row, index) => paint(row, colourOf((services[index] as ServiceReport).state)));
  const told = services.filter((service) => needsWords(service) || service.key.length > keyWidth);
  return [heading, ...painted, ...told.map((service) => note(service, room))].join('\n');
}

/** Services as aligned rows of at most `room` characters, under a heading; a key longer than `keyWidth` has lost its middle. */
export function tabulate(services: readonly ServiceReport[], room: number) {
  const rows = services.map(cells);
  const widths = widthsWithin(room, [HEADINGS, ...rows]);
  return {
    heading: align(HEADINGS, widths),
    rows: rows.map((row) => align(row, widths)),
    keyWidth: widths[0] ?? 0,
  };
}

/** As many columns as there is room for; then what is still lacking is taken from the keys, which notes under the table tell whole. */
function widthsWithin(room: number, table: readonly (readonly string[])[]): number[] {
  const widths = HEADINGS.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const [widestKey = 0] = widths;
  const left = (): number => widths.slice(1).reduce((sum, width) => sum - GAP - width, room);
  while (widths.length > 1 && left() < Math.min(NARROWEST_KEY, widestKey)) widths.pop();
  widths[0] = Math.min(widestKey, Math.max(NARROWEST_KEY, left()));
  return widths;
}

function align(row: readonly string[], widths: readonly number[]): string {
  return widths
    .map((width, column) => shorten(row[column] ?? '', width).padEnd(width))
    .join(' '.repeat(GAP))
    .trimEnd();
}

function note({ key, ...service }: ServiceReport, room: number): string {
  const { verdict, reason, detail, lastFailure, desired, terms } = service;
  const said = desired === 'held' && terms !== undefined ? `held ${tellTerms(terms)}` : '';
  const why = [key, said, reason ?? verdict, detail].filter(Boolean).join(': ');
  const words = lastFailure === undefined ? why : `${why}. Last ${tellFailure(lastFailure)}`;
  return wrapWords(oneLine(words), room, ['  ', '    ']);
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
    restarts === undefined ? '-' : String(restarts),
    roughly(nextAttemptSeconds),
  ];
}

/** What the last recovery failed at. */
export function tellFailure({ action, message, agoSeconds }: LastFailure): string {
  return `${action}, ${span(agoSeconds)} ago: ${message}`;
}

/** Who has said what is wanted, and on which terms. */
export function tellTerms({ by, at, reason, endsInSeconds, afterwards }: TermsReport): string {
  const who = by === undefined ? '' : `by ${by}`;
  const since = at === undefined ? '' : `since ${at}`;
  const end = endsInSeconds === undefined ? '' : `for ${span(endsInSeconds)} more, then ${afterwards}`;
  return [[who, since, end].filter(Boolean).join(', '), reason].filter(Boolean).join(': ');
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
  if (state === 'running' && desired !== 'on' && desired !== undefined) return true;
  return state !== 'running' && state !== 'stopped' && state !== 'disabled' && detail !== '';
}

/** The colour in which a state is shown. */
export function colourOf(state: ServiceReport['state']): 'green' | 'gray' | 'yellow' | 'red' {
  if (state === 'running') return 'green';
  if (state === 'stopped' || state === 'disabled') return 'gray';
  return state === 'starting' ? 'yellow' : 'red';
}
