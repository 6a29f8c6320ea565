// Puts what a crontab says of us into words.

import type { CronReport } from '../../commands/install/cron.ts';
import { EXIT } from '../exit-codes.ts';
import type { Outcome } from '../front-door.ts';
import { oneLine } from '../visible.ts';

/** The words and the exit code for `cron`. */
export function renderCron(report: CronReport): Outcome {
  const { line, others, missing, problem, action } = report;
  const told = [
    stateOf(report),
    ...(line === undefined || action === 'remove' ? [] : [`  ${line}`]),
    ...missing.map(
      (path) => `warning: ${path}: nothing is there any more; do \`watchdog cron install\` again.`,
    ),
    ...others.map(
      (other) => `warning: a line that is not ours names the same config; remove one of them: ${other}`,
    ),
    ...(problem === undefined ? [] : [problem]),
  ];
  return {
    exitCode: isFine(report) ? EXIT.fine : EXIT.down,
    text: told.map(oneLine).join('\n'),
    json: report,
  };
}

function stateOf({ action, configPath, line, isEnabled, isChanged, problem }: CronReport): string {
  const now = isChanged ? 'now ' : '';
  if (problem !== undefined) return `${configPath}: ${action === 'status' ? 'not known' : 'not done'}.`;
  if (line === undefined) return `${configPath}: cron ${now}does not start us.`;
  return isEnabled ? `${configPath}: cron ${now}starts us.` : `${configPath}: our line is ${now}disabled.`;
}

function isFine({ action, problem, isEnabled, missing }: CronReport): boolean {
  if (problem !== undefined) return false;
  return action !== 'status' || (isEnabled && missing.length === 0);
}
