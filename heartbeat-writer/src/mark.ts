// By what a file is known without being read.
// Knows nothing of what is in it.

import type { Stats } from 'node:fs';

/** The mark of one version of a file. A number alone is soon given to another file, a time alone is that of a clock's tick. */
export function markOf({ ino, mtimeMs }: Stats): string {
  return `${ino} ${mtimeMs}`;
}
