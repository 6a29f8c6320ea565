// I7: how invocations may end: in good time, with a code that is documented for them, or by a signal that was sent to them. A bug
// of ours is none of these.

import type { Result } from '../../support/invocation.ts';
import type { Violation } from './violations.ts';

/** Those of docs/exit-codes.md that a sound config leaves; 143 is for who was told to end. */
const CODES = [0, 1, 3, 4, 75, 143];

/** What any verb may take, and a check beyond the time for which it was to repeat its passes. */
const PATIENCE_SECONDS = 120;

/** What is broken by how an invocation has ended, after so many seconds. */
export function checkEnding(words: readonly string[], result: Result, seconds: number): readonly Violation[] {
  return [...wrongCode(words, result), ...tooLate(words, seconds)];
}

function wrongCode(
  words: readonly string[],
  { exitCode, signal, stdout, stderr }: Result,
): readonly Violation[] {
  const isSent = signal === 'SIGKILL' || signal === 'SIGTERM';
  if (isSent || (exitCode !== null && CODES.includes(exitCode))) return [];
  const found = `"${words.join(' ')}" ended with ${signal ?? exitCode}: ${stdout}${stderr}`;
  return [{ invariant: 'I7', found }];
}

function tooLate(words: readonly string[], seconds: number): readonly Violation[] {
  const most = PATIENCE_SECONDS + Number.parseInt(words[words.indexOf('--for') + 1] ?? '', 10);
  const limit = words.includes('--for') ? most : PATIENCE_SECONDS;
  if (seconds <= limit) return [];
  return [
    { invariant: 'I7', found: `"${words.join(' ')}" took ${Math.round(seconds)} s; at most ${limit} s` },
  ];
}
