// How invocations may end: with a code that is documented for them, or by a signal that was sent to them. A bug of ours is none
// of these.

import type { Result } from '../../support/invocation.ts';
import type { Violation } from './violations.ts';

/** Those of docs/exit-codes.md that a sound config leaves; 143 is for who was told to end. */
const CODES = [0, 1, 3, 4, 75, 143];

/** What is broken by how an invocation has ended. */
export function checkEnding(
  words: readonly string[],
  { exitCode, signal, stdout, stderr }: Result,
): readonly Violation[] {
  const isSent = signal === 'SIGKILL' || signal === 'SIGTERM';
  if (isSent || (exitCode !== null && CODES.includes(exitCode))) return [];
  const found = `"${words.join(' ')}" ended with ${signal ?? exitCode}: ${stdout}${stderr}`;
  return [{ invariant: 'I7', found }];
}
