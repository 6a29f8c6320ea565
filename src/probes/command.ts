// Runs a command of the operator's, and reads how it ended. Knows not what a failure means.

import type { CommandProbe } from '../config/check.ts';
import type { Reading } from '../core/checks/reading.ts';
import type { ScriptOutcome } from '../host/host.ts';
import type { Means } from './means.ts';

/** What the shell says of a program that cannot be executed, and of one that is not there: nothing was looked at. */
const NOT_RUN: readonly (number | undefined)[] = [126, 127];

/** Runs the command; it is ended, with all that it started, when its time is up or the signal says that it is over. */
export async function probeCommand(
  { command }: CommandProbe,
  means: Means,
  signal: AbortSignal,
): Promise<Reading> {
  const outcome = await means.run(command, signal);
  switch (outcome.kind) {
    case 'not_started':
      return { kind: 'unknown', detail: outcome.why };
    case 'timed_out': {
      const { survivors, outputTail } = outcome;
      const end = survivors === undefined ? 'was ended' : `cannot be ended: ${survivors}`;
      return {
        kind: 'failed',
        detail: tell(`no answer within ${means.timeoutSeconds} s, and ${end}`, outputTail),
      };
    }
    case 'exited':
      return exited(outcome);
  }
}

function exited(outcome: Extract<ScriptOutcome, { kind: 'exited' }>): Reading {
  const { exitCode, signal, outputTail } = outcome;
  if (exitCode === 0) return { kind: 'passed', detail: '' };
  const how = signal === undefined ? `exited with code ${exitCode}` : `ended by ${signal}`;
  return { kind: kindOf(exitCode), detail: tell(how, outputTail) };
}

function kindOf(exitCode: number | undefined): Reading['kind'] {
  if (NOT_RUN.includes(exitCode)) return 'unknown';
  return exitCode === 1 ? 'degraded' : 'failed';
}

const MOST_LINES = 3;
const MOST_CHARACTERS = 300;

/** With the last of what it said, in one line. */
function tell(how: string, outputTail: string): string {
  const last = outputTail.split('\n').slice(-MOST_LINES).join(' / ').slice(-MOST_CHARACTERS);
  return last === '' ? how : `${how}: ${last}`;
}
