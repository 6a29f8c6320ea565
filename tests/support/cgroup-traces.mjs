// What runs of the program leave among the cgroups: one for each instance that a test has ended, where the watchdog that would
// remove it at its next start is never asked again. Tens of thousands of them slow the whole machine down.
// Plain JavaScript, for benchmarks and chaos need it too.

import { readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than any watchdog takes from making a cgroup to putting its service into it. */
const STILL_EMPTY_AFTER_MS = 2000;

/** Notes which are there now; answers how to remove those that have come since, and stay empty. */
export function noteCgroups() {
  const before = new Set(namesIn(mountPoint()));
  return async () => {
    const folder = mountPoint();
    const come = namesIn(folder).filter((name) => !before.has(name));
    if (come.length === 0) return;
    await sleep(STILL_EMPTY_AFTER_MS);
    for (const name of come) removeIfEmpty(join(folder, name));
  };
}

/** Where this machine has its cgroups v2; a test's own mounts show the same ones. */
function mountPoint() {
  const line = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .find((one) => one.includes(' - cgroup2 '));
  return line?.split(' ', 5)[4] ?? '';
}

function namesIn(folder) {
  try {
    return folder === '' ? [] : readdirSync(folder).filter((name) => name.startsWith('watchdog-'));
  } catch {
    return [];
  }
}

/** The kernel removes none in which anybody lives. */
function removeIfEmpty(folder) {
  try {
    rmdirSync(folder);
  } catch {
    // Somebody lives in there, or it has gone by itself.
  }
}
