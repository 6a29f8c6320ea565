// Keeps the output of a script from filling the disk: what is beyond a bound is forgotten from its beginning, and its end kept.
// Does not know who writes.

import { closeSync, fstatSync, ftruncateSync, writeSync } from 'node:fs';

import { openOwnFile } from '../own-file.ts';
import { readEnd } from './output-file.ts';

const MOST_BYTES = 64 << 20;
const LOOK_EVERY_MS = 100;
const MOST_LOOKS = 100;

/** Empties a file whenever it has grown too large, until what this returns is called. Whoever writes must be appending. */
export function keepBounded(path: string): () => void {
  const descriptor = openQuietly(path);
  if (descriptor === undefined) return () => {};
  const timer = setInterval(() => {
    if (fstatSync(descriptor).size > MOST_BYTES) forgetBeginning(path, descriptor);
  }, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    closeSync(descriptor);
  };
}

/** Keeps the end, for its last words may have been said already: as long as more is said while that is read, it is read again. */
function forgetBeginning(path: string, descriptor: number): void {
  let end = readEnd(path, 0);
  for (let looks = 1, size = -1; looks < MOST_LOOKS && size !== fstatSync(descriptor).size; looks += 1) {
    size = fstatSync(descriptor).size;
    end = readEnd(path, 0);
  }
  ftruncateSync(descriptor, 0);
  writeSync(descriptor, end);
}

/** The script runs already: that its output cannot be bounded must not keep anybody from watching it. */
function openQuietly(path: string): number | undefined {
  try {
    return openOwnFile(path, 'append');
  } catch {
    return undefined;
  }
}
