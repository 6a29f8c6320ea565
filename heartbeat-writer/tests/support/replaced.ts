// A writer of an instance that may have been replaced: the app's place, and the file of whoever took it.

import { execFileSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeartbeatWriter } from '../../src/heartbeat-writer.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What the tests of being replaced share. */
export interface Replaced {
  /** Where the heartbeat lies. */
  folder(): string;
  path(): string;
  /** How often the app was told. */
  told(): number;
  /** A writer of the service `api`, of the instance in the environment; it tells us, unless another is to be told. */
  makeWriter(options?: {
    readonly onSuperseded?: () => void;
    readonly minIntervalMs?: number;
  }): HeartbeatWriter;
  /** Writes the file of somebody who was started later, and lives. */
  writeSuccessor(changes?: Record<string, unknown>): string;
}

/** Sets it up anew for each test, as the instance `a`. */
export function setUpReplaced(): Replaced {
  const folder = temporaryFolder();
  const path = () => join(folder(), 'api.json');
  const environment = { ...process.env };
  let told = 0;
  beforeEach(() => {
    told = 0;
    process.env.WATCHDOG_INSTANCE = 'a';
    process.env.WATCHDOG_STARTED = 'this-boot:2000.5';
    delete process.env.WATCHDOG_KEY;
  });
  afterEach(() => {
    process.env = { ...environment };
  });
  const onSuperseded = () => {
    told += 1;
  };
  return {
    folder,
    path,
    told: () => told,
    makeWriter: (options = {}) =>
      new HeartbeatWriter({ heartbeatDir: folder(), processKey: 'api', onSuperseded, ...options }),
    writeSuccessor: (changes = {}) => writeSuccessor(path(), changes),
  };
}

function writeSuccessor(path: string, changes: Record<string, unknown>): string {
  const successor = {
    process_key: 'api',
    pid: process.ppid,
    timestamp: new Date().toISOString(),
    status: 'running',
    instance: 'b',
    started: 'this-boot:10000',
  };
  const text = JSON.stringify({ ...successor, ...changes });
  // As a writer does it: a file of its own, renamed.
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
  return text;
}

/** A pid that nobody has any more. */
export function deadPid(): number {
  return Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }));
}
