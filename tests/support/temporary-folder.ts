// Folders for what tests write, each gone after its test, also when that failed.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterTest } from './after-test.ts';

/** A new folder that only we may enter; `purpose` is part of its name. Call it in a test or in a `beforeEach`. */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `watchdog-${purpose}-`));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
