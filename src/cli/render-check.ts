// What a check says. Nothing, when all is well: cron mails whatever is printed.

import type { CheckReport, RecoveryReport } from '../commands/check-report.ts';
import type { ServiceReport } from '../commands/service-report.ts';
import { exitOfCheck } from './exit-codes.ts';
import { terminalWidth, wrapWords } from './fit-width.ts';
import type { Outcome } from './front-door.ts';
import { renderError } from './render-error.ts';
import { renderServices } from './render-services.ts';
import { oneLine } from './visible.ts';

/** A check, ready to be told. `isWatched`: a person is looking, who wants to see that all is well. */
export function renderCheck(report: CheckReport, isWatched: boolean): Outcome {
  return {
    exitCode: exitOfCheck(report),
    text: textOf(report, isWatched),
    get json() {
      return jsonOf(report);
    },
  };
}

function textOf(report: CheckReport, isWatched: boolean): string {
  if (report.kind === 'lock_failed') return report.why;
  if (report.kind === 'held') return isWatched ? heldBy(report.holder?.pid) : '';
  const { recoveries, isDryRun, observedOnly } = report;
  if (observedOnly !== undefined) {
    const words = 'Nothing is killed or started until that is mended. What was seen:';
    return [renderError(observedOnly), words, renderServices(report.services, isWatched)].join('\n');
  }
  if (isDryRun) {
    const room = isWatched ? terminalWidth() : Number.POSITIVE_INFINITY;
    return report.services.map((one) => wrapWords(renderPlan(one), room, ['', '  '])).join('\n');
  }
  const done = recoveries.map(renderRecovery);
  return (isWatched ? [...done, renderServices(report.services, true)] : []).join('\n');
}

function heldBy(pid: number | undefined): string {
  return `Another invocation is at work${pid === undefined ? '' : ` (pid ${pid})`}; it checks everything.`;
}

function renderRecovery({ key, purpose, outcome, message }: RecoveryReport): string {
  return oneLine(`${key}: ${purpose} ${outcome}: ${message}`);
}

function renderPlan({ key, verdict, reason, detail, planned, state }: ServiceReport): string {
  if (state === 'disabled') return `${key}: disabled, not checked`;
  const plan = planned.length > 0 ? `would run ${planned.join(' → ')}` : 'would do nothing';
  return oneLine(`${key}: ${verdict}, ${plan} (${reason}${detail === '' ? '' : `: ${detail}`})`);
}

function jsonOf(report: CheckReport): unknown {
  if (report.kind !== 'checked') return report;
  const { observedOnly, ...rest } = report;
  return { ...rest, ...(observedOnly && { observedOnly: observedOnly.message }) };
}
