// Puts an error into words: *where: what was found; what was expected. What to do.*

import { installationFault } from '../commands/preflight.ts';
import type { ConfigError } from '../errors.ts';
import { EXIT, exitOfError } from './exit-codes.ts';
import { wrapWords } from './fit-width.ts';

const REPORT_TO = 'This is a bug of ours. Please report it with the lines above and `watchdog --version`.';

/** What a person is told of an error, in lines no longer than there is room for; a bug of ours keeps its stack, an installation at fault has none to show. */
export function renderError(error: unknown, room = Number.POSITIVE_INFINITY): string {
  const fault = installationFault(error);
  if (fault !== undefined) return `watchdog: ${fault}`;
  if (exitOfError(error) === EXIT.bug) return `${stackOf(error)}\n${REPORT_TO}`;
  const { message, hint } = error as { message: string; hint: string };
  const lines = `${message}\n${hint}`.split('\n');
  return lines.map((line) => wrapWords(line, room, ['', `${/^ */.exec(line)?.[0]}  `])).join('\n');
}

/** The same for programs. */
export function errorForPrograms(error: unknown): unknown {
  if (exitOfError(error) === EXIT.bug)
    return { error: { code: 'bug', message: installationFault(error) ?? String(error) } };
  const { code, message, hint, problems } = error as ConfigError;
  return { error: { code, message, hint, problems } };
}

function stackOf(error: unknown): string {
  return (error as Error | undefined)?.stack ?? String(error);
}
