// A small disk of a test's own, mounted in its folder, and ways to fill it. Takes root.

import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterTest } from './after-test.ts';

/** A disk in memory, and what can be done to it. */
export interface SmallDisk {
  /** Until not a byte fits any more. */
  fill(): void;
  /** Until not a file fits any more. */
  useUpInodes(): void;
  /** Takes away what has filled it. */
  clear(): void;
  remount(how: 'ro' | 'rw'): void;
}

/** Mounts a disk with these options of tmpfs at a folder, for as long as the test runs. */
export function mountSmallDisk(folder: string, options: string): SmallDisk {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `mode=755,${options}`, 'tmpfs', folder]);
  afterTest(() => execFileSync('umount', ['--lazy', folder]));
  const filler = join(folder, 'filler');
  return {
    fill: () => fillFile(`${filler}-bytes`),
    useUpInodes: () => untilItFails((count) => writeFileSync(`${filler}-${count}`, '')),
    clear: () => {
      for (const name of readdirSync(folder)) if (name.startsWith('filler-')) rmSync(join(folder, name));
    },
    remount: (how) => {
      execFileSync('mount', ['-o', `remount,${how}`, folder]);
    },
  };
}

function fillFile(path: string): void {
  const descriptor = openSync(path, 'a');
  const chunk = Buffer.alloc(4096, 1);
  untilItFails(() => writeSync(descriptor, chunk));
  closeSync(descriptor);
}

function untilItFails(act: (count: number) => unknown): void {
  try {
    for (let count = 0; ; count += 1) act(count);
  } catch {
    // As it was meant to.
  }
}
