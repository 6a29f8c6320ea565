// The library that shows a program another wall clock. Its own wrapper is not used: killed, it leaves semaphores behind by its
// pid, over which a later one with that pid stumbles; and it would stand between a test and the program.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a program needs in its environment, beside FAKETIME or a file that tells the time; absent where it is not installed. */
export function fakeTimeEnvironment(): Readonly<Record<string, string>> | undefined {
  const library = readdirSync('/usr/lib')
    .map((name) => join('/usr/lib', name, 'faketime', 'libfaketime.so.1'))
    .find((path) => existsSync(path));
  if (library === undefined) return undefined;
  return {
    LD_PRELOAD: library,
    FAKETIME_DISABLE_SHM: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  };
}
