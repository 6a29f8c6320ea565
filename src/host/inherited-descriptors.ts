// Keeps what we inherited open (the lock of a `flock 200` around us, say) from being inherited by what we start,
// which would hold it for as long as it lives. Does not know what is started.

import { readdirSync } from 'node:fs';

import { readProcFile } from './proc-file.ts';

const CLOSE_ON_EXEC = 0o2000000;

/** Puts a shell in front of a command line that closes what would leak, when anything would; it then becomes the program. */
export function withoutInheritedDescriptors(argv: readonly string[]): readonly string[] {
  const leaking = leakingDescriptors();
  if (leaking.length === 0) return argv;
  const closing = leaking.map((descriptor) => `${descriptor}>&-`).join(' ');
  return ['/bin/bash', '-c', `exec ${closing}; exec -- "$@"`, 'bash', ...argv];
}

/** Node marks its own descriptors, and of the inherited ones those up to the first gap after 15; the rest would leak. */
function leakingDescriptors(): readonly number[] {
  let names: readonly string[];
  try {
    names = readdirSync('/proc/self/fdinfo');
  } catch {
    return [];
  }
  return names.map(Number).filter((descriptor) => descriptor > 2 && isInheritable(descriptor));
}

function isInheritable(descriptor: number): boolean {
  const text = readProcFile(`/proc/self/fdinfo/${descriptor}`);
  if (typeof text !== 'string') return false;
  const flags = /^flags:\t(\d+)$/m.exec(text)?.[1];
  return flags !== undefined && (Number.parseInt(flags, 8) & CLOSE_ON_EXEC) === 0;
}
