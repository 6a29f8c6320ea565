// What only root can set up: acting as nobody, in this process, for as long as one act takes.

import { testUnless } from './test-unless.ts';

const NOBODY = 65_534;

/** A test for root, named as skipped when somebody else runs the tests. */
export const testAsRoot = testUnless(process.getuid?.() === 0 ? undefined : 'it takes root');

/** Does something as a user who owns nothing. */
export async function asNobody<T>(act: () => T | Promise<T>): Promise<T> {
  process.seteuid?.(NOBODY);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}
