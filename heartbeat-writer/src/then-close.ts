// Uses an open file and closes it, whatever comes of that.
// Knows nothing of what is in it.

import { closeSync } from 'node:fs';

/** Answers, or throws, what `use` does, when the descriptor is closed. */
export function thenClose<T>(fd: number, use: (fd: number) => T): T {
  try {
    return use(fd);
  } finally {
    closeSync(fd);
  }
}
