// Another wall clock for one invocation, where the machine has a way to give it one.

import { spawnSync } from 'node:child_process';

const SHIFTS = ['+2h', '-2h', '+90s', '-90s', '+20h', '-20h'] as const;

/** Environments, each with another wall clock; none where that cannot be had. */
export function shiftedClocks(): readonly Readonly<Record<string, string>>[] {
  // The wrapper itself would stand between us and the invocation, which is to be killed and not the wrapper.
  const { stdout, status } = spawnSync('faketime', ['-f', '+0s', 'printenv', 'LD_PRELOAD'], {
    encoding: 'utf8',
  });
  if (status !== 0) return [];
  return SHIFTS.map((FAKETIME) => ({
    FAKETIME,
    LD_PRELOAD: stdout.trim(),
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  }));
}
