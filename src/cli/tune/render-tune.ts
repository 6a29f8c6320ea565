// What `tune` says: what is on record of each service, and what would fit it.

import type { TunedService, TuneReport } from '../../commands/tune/tune.ts';
import { EXIT } from '../exit-codes.ts';
import { inLines, type Line, label } from '../explain/lines.ts';
import { terminalWidth } from '../fit-width.ts';
import type { Outcome } from '../front-door.ts';

/** What was found, ready to be told. */
export function renderTune(report: TuneReport, isTerminal: boolean): Outcome {
  const room = isTerminal ? terminalWidth() : Number.POSITIVE_INFINITY;
  const text = report.services.map((one) => inLines(linesOf(one), room)).join('\n\n');
  return { exitCode: EXIT.fine, text, json: report };
}

function linesOf(service: TunedService): readonly Line[] {
  const { key, looks, lookEverySeconds: every, timeoutSeconds, proposals, silent } = service;
  const pace = every === undefined ? '' : `, one each ${every} s`;
  return [
    [`${key}: `, `${looks} looks on record${pace}; timeout ${timeoutSeconds} s`],
    [label('silences'), tellSilences(service)],
    [label('restarts'), tellRestarts(service)],
    ...proposals.map(
      ({ option, from, to, why }): Line => [label('proposed'), `${option}: ${from} → ${to}: ${why}`],
    ),
    ...(silent === undefined ? [] : [[label('proposed'), `nothing: ${silent}`] as Line]),
  ];
}

function tellSilences({
  longestReturnSeconds: longest,
  returnsAfterTimeout,
  timeoutSeconds,
}: TunedService): string {
  if (longest === undefined) return `no beat was seen older than a quarter of ${timeoutSeconds} s`;
  return `the longest after which it beat again by itself: ${longest} s; longer than the timeout: ${returnsAfterTimeout}`;
}

function tellRestarts({ restartsForSilence, likelyFalseRestarts, restartsForDeath }: TunedService): string {
  return `${restartsForSilence} for silence, ${likelyFalseRestarts} of them likely false; ${restartsForDeath} for death`;
}
