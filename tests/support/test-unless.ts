// Tests that not every machine can hold: where it cannot, they are skipped by name, with the reason.

import { canTrace } from './crash-points/inject.ts';

/** Declares a test. */
export type DeclareTest = (title: string, body: () => unknown, timeoutMs?: number) => void;

/** Declares tests that are run unless there is a reason why not. */
export function testUnless(whyNot: string | undefined): DeclareTest {
  const declare = (whyNot === undefined ? test : test.skip) as DeclareTest;
  const suffix = whyNot === undefined ? '' : ` (skipped: ${whyNot})`;
  return (title, body, timeoutMs) => declare(`${title}${suffix}`, body, timeoutMs);
}

/** Why no system call can be held up or made to fail here, if so. */
export const whyNoTrace = canTrace ? undefined : 'strace may not trace here';
