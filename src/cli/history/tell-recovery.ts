// Tells of recoveries that are over: for people step by step, for programs as they are on record.

import type { PastRecovery } from '../../core/history/recorded.ts';
import { tellAction } from '../../core/tell-step.ts';
import { type Margins, wrapWords } from '../fit-width.ts';
import { oneLine } from '../visible.ts';
import { lasting, utcAt } from '../when.ts';

type PastStep = PastRecovery['steps'][number];

/** What was done, in one line, and a line for each step with what it printed last; set in by so many characters. */
export function tellRecovery(recovery: PastRecovery, room: number, indent: number): readonly string[] {
  const at = ' '.repeat(indent);
  const margins: Margins = [at, `${at}  `];
  const { purpose, detail, reason } = recovery;
  const why = detail === '' ? reason : `${reason}: ${detail}`;
  const head = oneLine(`${purpose} (${why}): ${tellEnd(recovery)}`);
  return [
    wrapWords(head, room, margins),
    ...recovery.steps.flatMap((step) => tellStep(step, room, indent + 2)),
  ];
}

/** How it ended, and after how long. */
function tellEnd({ outcome, begunAtMs, endedAtMs, recoveredAtMs }: PastRecovery): string {
  if (outcome === undefined) return 'not ended yet';
  const endMs = recoveredAtMs ?? endedAtMs;
  return endMs === undefined ? outcome : `${outcome} after ${lasting(endMs - begunAtMs)}`;
}

function tellStep(step: PastStep, room: number, indent: number): readonly string[] {
  const at = ' '.repeat(indent);
  const { action, manner, result, begunAtMs, endedAtMs } = step;
  const took =
    begunAtMs === undefined || endedAtMs === undefined ? '' : `, ${lasting(endedAtMs - begunAtMs)}`;
  const end = result === undefined ? (begunAtMs === undefined ? 'not begun' : 'not ended') : result.outcome;
  const words = `${tellAction(action, manner)}: ${end}${took}${result?.message ? `: ${result.message}` : ''}`;
  const tail = (result?.outputTail ?? '').trimEnd();
  const printed = tail === '' ? [] : tail.split('\n').map((line) => tellPrinted(line, room, at));
  return [wrapWords(oneLine(words), room, [at, `${at}  `]), ...printed];
}

/** One line that was printed, as many lines here as it takes. */
function tellPrinted(line: string, room: number, at: string): string {
  const margin = `${at}  | `;
  return wrapWords(oneLine(line), room, [margin, margin]);
}

/** A recovery as programs get it. */
export function recoveryForPrograms(recovery: PastRecovery) {
  const { id, purpose, reason, verdict, detail, outcome, blackBox, steps } = recovery;
  const times = timesOf(recovery);
  return {
    id,
    purpose,
    reason,
    verdict,
    detail,
    outcome,
    ...times,
    blackBox,
    steps: steps.map(stepForPrograms),
  };
}

function timesOf({ begunAtMs, endedAtMs, recoveredAtMs }: PastRecovery) {
  return {
    begunAt: utcAt(begunAtMs),
    endedAt: endedAtMs === undefined ? undefined : utcAt(endedAtMs),
    recoveredAt: recoveredAtMs === undefined ? undefined : utcAt(recoveredAtMs),
  };
}

function stepForPrograms({ action, manner, begunAtMs, endedAtMs, result }: PastStep) {
  return {
    action: tellAction(action, manner),
    begunAt: begunAtMs === undefined ? undefined : utcAt(begunAtMs),
    endedAt: endedAtMs === undefined ? undefined : utcAt(endedAtMs),
    ...result,
  };
}
