// Another wall clock for one invocation, where the machine has a way to give it one.

import { fakeTimeEnvironment } from '../../support/faketime.ts';

const SHIFTS = ['+2h', '-2h', '+90s', '-90s', '+20h', '-20h'] as const;

/** Environments, each with another wall clock; none where that cannot be had. */
export function shiftedClocks(): readonly Readonly<Record<string, string>>[] {
  const library = fakeTimeEnvironment();
  return library === undefined ? [] : SHIFTS.map((FAKETIME) => ({ ...library, FAKETIME }));
}
