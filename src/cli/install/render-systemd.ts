// Puts what systemd has of us into words.

import type { SystemdReport } from '../../commands/install/systemd.ts';
import { EXIT } from '../exit-codes.ts';
import type { Outcome } from '../front-door.ts';
import { oneLine } from '../visible.ts';

const LINGER =
  'It ends when you log out, and begins when you log in, unless you have done `loginctl enable-linger`.';

/** The words and the exit code for `systemd`. */
export function renderSystemd(report: SystemdReport): Outcome {
  const { units, isPrinted, problem, isActive, scope, action } = report;
  if (isPrinted) {
    const text = units.map((unit) => `# ${oneLine(unit.path)}\n${unit.text}`).join('\n');
    return { exitCode: EXIT.fine, text: text.trimEnd(), json: report };
  }
  const told = [
    stateOf(report),
    ...units.map(({ path }) => `  ${path}`),
    ...(isActive && scope === 'user' ? [LINGER] : []),
    ...(problem === undefined ? [] : [problem]),
  ];
  const isFine = problem === undefined && (isActive || action === 'remove');
  return { exitCode: isFine ? EXIT.fine : EXIT.down, text: told.map(oneLine).join('\n'), json: report };
}

function stateOf({ configPath, isActive, units }: SystemdReport): string {
  if (isActive) return `${configPath}: systemd starts us.`;
  return units.length > 0
    ? `${configPath}: the timer is not at work.`
    : `${configPath}: systemd does not start us.`;
}
