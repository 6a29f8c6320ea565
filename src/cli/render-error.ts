// Puts an error into words: *where: what was found; what was expected. What to do.*

import { installationFault } from '../commands/preflight.ts';
import type { Problem } from '../errors.ts';
import { EXIT, exitOfError } from './exit-codes.ts';

const REPORT_TO = 'This is a bug of ours. Please report it with the lines above and `watchdog --version`.';

/** What a person is told of an error; a bug of ours keeps its stack, an installation at fault has none to show. */
export function renderError(error: unknown): string {
  const fault = installationFault(error);
  if (fault !== undefined) return `watchdog: ${fault}`;
  if (exitOfError(error) === EXIT.bug) return `${stackOf(error)}\n${REPORT_TO}`;
  const {
    message,
    hint,
    problems = [],
  } = error as { message: string; hint: string; problems?: readonly Problem[] };
  return [message, ...problems.map(renderProblem), hint].filter((line) => line !== '').join('\n');
}

function renderProblem({ path, found, expected, hint }: Problem): string {
  const where = path === '' ? '' : `${path}: `;
  return `  ${where}found ${found}; expected ${expected}.${hint === undefined ? '' : ` ${hint}`}`;
}

function stackOf(error: unknown): string {
  return (error as Error | undefined)?.stack ?? String(error);
}
