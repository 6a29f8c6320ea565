// What on, off, restart, start-all and stop-all say: one line for each service.

import type { SwitchReport } from '../commands/switch-services.ts';
import { exitOfSwitch } from './exit-codes.ts';
import type { Outcome } from './front-door.ts';
import { oneLine } from './visible.ts';

/** What came of switching services, ready to be told. */
export function renderSwitch(report: SwitchReport): Outcome {
  const lines = report.answers.map(({ key, ok, message }) =>
    oneLine(`${key}: ${ok ? '' : 'failed: '}${message}`),
  );
  return { exitCode: exitOfSwitch(report), text: lines.join('\n'), json: report };
}
