// Tells what `init` has written, and what comes next.

import type { InitReport } from '../../commands/init/init.ts';
import { EXIT } from '../exit-codes.ts';
import type { Outcome } from '../front-door.ts';
import { oneLine } from '../visible.ts';

/** The words and the exit code for `init`. */
export function renderInit(report: InitReport): Outcome {
  const { path, services, unfinished } = report;
  const told = [
    `${path}: written, for ${services.join(', ')}.`,
    ...(unfinished.length === 0 ? [] : [`To be completed in it: ${unfinished.join(', ')}.`]),
    `Next: watchdog -c ${path} validate`,
    `      watchdog -c ${path} check --dry-run`,
    `      watchdog -c ${path} cron install --every 5s`,
  ];
  return { exitCode: EXIT.fine, text: told.map(oneLine).join('\n'), json: report };
}
