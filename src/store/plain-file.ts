// SQLite takes a device for a database, and whoever reads a FIFO waits for its writer: only plain files are opened at all.

import { statSync } from 'node:fs';

/** Whether a plain file lies at a path, or nothing at all; what cannot be looked at is left to whoever opens it. */
export function isPlainOrMissing(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? true;
  } catch {
    return true;
  }
}

/** Throws, as the system does of what cannot be opened, where something else than a plain file lies at a path. */
export function expectPlainFile(path: string): void {
  if (!isPlainOrMissing(path)) throw Object.assign(new Error(`${path}: not a plain file`), { code: 'ENXIO' });
}
