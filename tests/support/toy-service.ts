// The toy services under tests/support/programs: how each is started, and the heartbeats that a test writes in their place.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

// The interpreter itself: some machines have a slow shim in its place, which a bare PATH does not have at all.
const PYTHON = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], {
  encoding: 'utf8',
}).trim();

/** The exact words that start a toy service, such as `beat` or `beat-late`. */
export function toyCommand(program: string, ...args: readonly string[]): readonly string[] {
  return [PYTHON, '-B', join(import.meta.dirname, 'programs', `${program}.py`), ...args];
}

/** What a test says in a heartbeat; anything else goes into the file as it is. */
export interface Beat {
  /** Seconds ago; negative lies in the future. */
  readonly age?: number;
  readonly [field: string]: unknown;
}

/** Writes a heartbeat by hand. */
export function writeHeartbeat(path: string, key: string, { age = 0, ...fields }: Beat): void {
  const timestamp = new Date(Date.now() - age * 1000).toISOString().replace('Z', '+00:00');
  const document = { process_key: key, pid: 0, timestamp, status: 'running', iteration: 1, ...fields };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(document));
}
