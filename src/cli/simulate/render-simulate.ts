// What `simulate` says: all that happened and was decided, in the order of time, and which expectations were met.

import type { SimulateReport } from '../../commands/simulate/simulate.ts';
import type { Outcome as Met } from '../../core/timeline/expectations.ts';
import type { Frame } from '../../core/timeline/live.ts';
import type { Happening } from '../../core/timeline/timeline.ts';
import { EXIT } from '../exit-codes.ts';
import { inLines, type Line } from '../explain/lines.ts';
import { terminalWidth } from '../fit-width.ts';
import type { Outcome } from '../front-door.ts';

/** What came of a timeline, ready to be told. */
export function renderSimulate(report: SimulateReport, isTerminal: boolean): Outcome {
  const room = isTerminal ? terminalWidth() : Number.POSITIVE_INFINITY;
  const isAsExpected = report.outcomes.every(({ isMet }) => isMet);
  const text = inLines(linesOf(report), room);
  return { exitCode: isAsExpected ? EXIT.fine : EXIT.down, text, json: report };
}

function linesOf({ frames, happenings, outcomes, checks }: SimulateReport): readonly Line[] {
  const events = [
    ...happenings.map((one) => ({ atMs: one.atMs, order: 0, line: happeningLine(one) })),
    ...frames.map((one) => ({ atMs: one.atMs, order: 1, line: frameLine(one) })),
  ].sort((a, b) => a.atMs - b.atMs || a.order - b.order);
  const missed = outcomes.filter(({ isMet }) => !isMet).length;
  return [
    ...events.map(({ line }) => line),
    ...(outcomes.length === 0 ? [] : [['', ''] as Line]),
    ...outcomes.map(outcomeLine),
    ['', `${checks} checks; ${outcomes.length - missed} of ${outcomes.length} expectations met`],
  ];
}

function happeningLine({ atMs, key, what, check, byMs }: Happening): Line {
  const more = [check, byMs === undefined ? undefined : `by ${byMs / 1000} s`].filter(Boolean).join(' ');
  return [`${clock(atMs)}  * `, [key ?? 'host', what, more].filter(Boolean).join(' ')];
}

function frameLine({ atMs, key, verdict, reason, detail, isRecovered }: Frame): Line {
  const why = detail === '' ? reason : `${reason}: ${detail}`;
  return [`${clock(atMs)}    `, `${key} ${verdict}; ${isRecovered ? 'RECOVERED, ' : ''}${why}`];
}

function outcomeLine({ expectation, isMet, found }: Met): Line {
  const { key, when, atMs, verdict, reason, recoveries } = expectation;
  const what = [verdict, reason, recoveries === undefined ? undefined : `${recoveries} recoveries`];
  const words = `${key} ${when} ${clock(atMs)}: ${what.filter(Boolean).join(', ')}`;
  return [isMet ? 'met     ' : 'NOT MET ', isMet ? words : `${words}; found ${found}`];
}

/** Hours, minutes and seconds since the beginning. */
function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
