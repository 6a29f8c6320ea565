// What came of a program that was run: its end is ours.

import { constants } from 'node:os';
import type { RunReport } from '../../commands/apps/run.ts';
import { SUPERSEDED } from '../exit-codes.ts';
import type { Outcome } from '../front-door.ts';
import { oneLine } from '../visible.ts';

/** The outcome of a `run`. */
export function renderRun(report: RunReport): Outcome {
  switch (report.kind) {
    case 'not_run':
      return { exitCode: report.exitCode, text: '', complaint: oneLine(report.why), json: report };
    case 'superseded':
      return {
        exitCode: SUPERSEDED,
        text: '',
        complaint:
          'found the beat of a later start of the service; expected none. This one was replaced, and ended.',
        json: report,
      };
    case 'ended':
      return endedAs(report);
  }
}

function endedAs(report: Extract<RunReport, { kind: 'ended' }>): Outcome {
  const signal = report.signal as NodeJS.Signals | undefined;
  const exitCode = report.exitCode ?? 128 + constants.signals[signal ?? 'SIGKILL'];
  return { exitCode, text: '', json: report, ...(signal !== undefined && { diesBy: signal }) };
}
