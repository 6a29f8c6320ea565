// A folder of its own for each test, gone after it.
// Knows nothing of heartbeats.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes a folder before each test of the calling file and removes it after; returns a function that names it. */
export function temporaryFolder(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'heartbeat-writer-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  return () => folder;
}
