// What came of a verb that was run beside the menu, in lines, read from what the program has printed for programs.

import type { Ran } from '../../host/run-own.ts';

/** What came of a verb. */
export interface Ended {
  readonly isOk: boolean;
  /** A line for each service, or for what went wrong. */
  readonly lines: readonly string[];
}

/** Reads what the program has printed; what is no answer of a verb is told as it is. */
export function parseEnded({ exitCode, stdout, stderr }: Ran): Ended {
  const lines = answersIn(documentIn(stdout));
  const rest =
    stderr.trim() || stdout.trim() || (exitCode === undefined ? 'it was ended' : `exit code ${exitCode}`);
  return { isOk: exitCode === 0, lines: lines.length > 0 ? lines : [rest.split('\n', 1)[0] as string] };
}

function documentIn(stdout: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}

function answersIn(document: unknown): readonly string[] {
  const answers = fieldOf(document, 'answers');
  if (Array.isArray(answers)) return answers.map(tellAnswer);
  const message = fieldOf(fieldOf(document, 'error'), 'message') ?? fieldOf(document, 'problem');
  return typeof message === 'string' ? [message] : tellCron(document);
}

/** Of `cron` without a problem: the line by which it starts us. */
function tellCron(document: unknown): readonly string[] {
  const line = fieldOf(document, 'line');
  if (typeof line !== 'string') return [];
  return [fieldOf(document, 'isEnabled') === true ? `cron starts it: ${line}` : `disabled: ${line}`];
}

function tellAnswer(answer: unknown): string {
  const failed = fieldOf(answer, 'ok') === true ? '' : 'failed: ';
  return `${fieldOf(answer, 'key')}: ${failed}${fieldOf(answer, 'message')}`;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
