/** The little that resolving a config asks of the disk; tests may answer otherwise. */
import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { fingerprintOf } from './fingerprint.ts';

/** What is asked of single files. */
export interface Looks {
  /** Whether a path names a file; what cannot be looked at is none that we could run. */
  readonly isFile: (path: string) => boolean;
  /** A short text that changes when what a small plain file says does; none where there is no such file. */
  readonly stampOf: (path: string) => string | undefined;
}

/** Where the config lies, the folder at which relative paths start, and what may be asked of files. */
export interface Disk extends Looks {
  readonly path: string;
  readonly folder: string;
}

/** Looks at the disk of this machine. */
export const LOOKS: Looks = {
  isFile: (path) => unlessImpossible(() => statSync(path).isFile()) ?? false,
  stampOf: (path) => unlessImpossible(() => fingerprintOf(readSmall(path))),
};

const LARGEST_BYTES = 64 * 1024;

function readSmall(path: string): string {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  try {
    const stat = fstatSync(descriptor);
    return stat.isFile() && stat.size <= LARGEST_BYTES ? readFileSync(descriptor, 'latin1') : '';
  } finally {
    closeSync(descriptor);
  }
}

function unlessImpossible<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
