// What `history` says: for each service a sentence, a bar, and in the order of time what was seen, told and done.

import type { HistoryReport } from '../../commands/history/history.ts';
import type { ServicePast } from '../../commands/history/look-back.ts';
import type { Piece } from '../../core/history/lay-out.ts';
import type { PastEvent } from '../../core/history/recorded.ts';
import { EXIT } from '../exit-codes.ts';
import { terminalWidth, wrapWords } from '../fit-width.ts';
import type { Outcome } from '../front-door.ts';
import { oneLine } from '../visible.ts';
import { hereAt, inSeconds, lasting, utcAt } from '../when.ts';
import { eventForPrograms } from './render-events.ts';
import { recoveryForPrograms, tellRecovery } from './tell-recovery.ts';
import { tallyForPrograms, tallyInWords } from './tell-tally.ts';
import { LEGEND, uptimeBar } from './uptime-bar.ts';

const WIDEST_BAR = 72;
const TIME_WIDTH = hereAt(0).length + 2;
const VERDICT_WIDTH = 18;
const LENGTH_WIDTH = 9;

/** The past of services, ready to be told; of each at most so many of the last entries. */
export function renderHistory(
  report: HistoryReport,
  isTerminal: boolean,
  most = Number.MAX_SAFE_INTEGER,
): Outcome {
  const room = isTerminal ? terminalWidth() : Number.POSITIVE_INFINITY;
  const { window, services, events } = report;
  const json = {
    since: utcAt(window.fromMs),
    until: utcAt(window.untilMs),
    services: services.map((service) => ({
      summary: tallyForPrograms(service),
      spans: lastOf(service.pieces, most).map(pieceForPrograms),
      events: lastOf(eventsOf(service, events), most).map(eventForPrograms),
      recoveries: lastOf(service.recoveries, most).map(recoveryForPrograms),
    })),
  };
  const text = services.map((service) => tellPast(service, report, { room, most }).join('\n')).join('\n\n');
  return { exitCode: EXIT.fine, text, json };
}

function eventsOf({ key }: ServicePast, events: readonly PastEvent[]): readonly PastEvent[] {
  return events.filter((event) => event.key === key);
}

function lastOf<T>(all: readonly T[], most: number): readonly T[] {
  return all.slice(Math.max(0, all.length - most));
}

function tellPast(
  service: ServicePast,
  { window, events }: HistoryReport,
  { room, most }: { readonly room: number; readonly most: number },
): readonly string[] {
  const entries = [
    ...service.pieces.map((piece) => ({ atMs: piece.fromMs, lines: [tellPiece(piece)] })),
    ...eventsOf(service, events).map((event) => ({ atMs: event.atMs, lines: [tellEvent(event, room)] })),
    ...service.recoveries.map((recovery) => {
      const [head = '', ...steps] = tellRecovery(recovery, room, TIME_WIDTH);
      return { atMs: recovery.begunAtMs, lines: [timed(recovery.begunAtMs, head.trimStart()), ...steps] };
    }),
  ].sort((a, b) => a.atMs - b.atMs);
  const width = Math.min(WIDEST_BAR, room);
  return [
    wrapWords(oneLine(`${service.key}: ${tallyInWords(service)}`), room, ['', '  ']),
    uptimeBar(service.stretches, window, width),
    LEGEND,
    ...lastOf(entries, most).flatMap(({ lines }) => lines),
  ];
}

function timed(atMs: number, words: string): string {
  return hereAt(atMs).padEnd(TIME_WIDTH) + words;
}

function tellPiece({ span, fromMs, untilMs }: Piece): string {
  const verdict = (span?.verdict ?? 'nobody looked').padEnd(VERDICT_WIDTH);
  const length = lasting(untilMs - fromMs).padEnd(LENGTH_WIDTH);
  const isPlain = span === undefined || span.reason === undefined || span.reason === span.verdict;
  const pid = span?.pid === undefined ? '' : `pid ${span.pid}`;
  const rest = [isPlain ? '' : span.reason, pid].filter(Boolean).join(', ');
  return timed(fromMs, `${verdict}${length}${rest}`).trimEnd();
}

function tellEvent({ atMs, kind, message }: PastEvent, room: number): string {
  const margins = [hereAt(atMs).padEnd(TIME_WIDTH), ' '.repeat(TIME_WIDTH + 2)] as const;
  return wrapWords(oneLine(`${kind}: ${message}`), room, margins);
}

function pieceForPrograms({ span, fromMs, untilMs }: Piece) {
  return {
    from: utcAt(fromMs),
    until: utcAt(untilMs),
    seconds: inSeconds(untilMs - fromMs),
    verdict: span?.verdict,
    reason: span?.reason,
    pid: span?.pid,
  };
}
