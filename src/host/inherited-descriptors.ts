// Keeps what we inherited open (the lock of a `flock 200` around us, say) from being inherited by what we start,
// which would hold it for as long as it lives. Does not know what is started.

import { closeSync, readdirSync } from 'node:fs';

import { readProcFile } from './proc-file.ts';

const CLOSE_ON_EXEC = 0o2000000;

/**
 * Closes our copies of inherited descriptors that would leak. Whoever opened them still has its own; a shell in front of
 * what we start could close them too, but would change the environment that we chose.
 */
export function closeInheritedDescriptors(): void {
  for (const descriptor of openDescriptors()) {
    if (descriptor > 2 && isInheritable(descriptor)) closeSync(descriptor);
  }
}

function openDescriptors(): readonly number[] {
  try {
    return readdirSync('/proc/self/fdinfo').map(Number);
  } catch {
    return [];
  }
}

/** Node marks its own descriptors, and of the inherited ones those up to the first gap after 15; the rest would leak. */
function isInheritable(descriptor: number): boolean {
  const text = readProcFile(`/proc/self/fdinfo/${descriptor}`);
  const flags = typeof text === 'string' ? parseFlags(text) : undefined;
  return flags !== undefined && (flags & CLOSE_ON_EXEC) === 0;
}

/** With what a descriptor was opened, in the text of its fdinfo file. */
export function parseFlags(text: string): number | undefined {
  const flags = /^flags:\t(\d+)$/m.exec(text)?.[1];
  return flags === undefined ? undefined : Number.parseInt(flags, 8);
}
