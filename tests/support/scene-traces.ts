// What lies in a scene's folder: the database, the log, and the heartbeats, which a test may write by hand.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Row, readRows } from './scene-record.ts';
import { type Beat, writeHeartbeat } from './toy-service.ts';

/** What lies in the folder of a scene. */
export interface Traces {
  /** What a query finds in the database; empty before there is one. */
  rows(sql: string): readonly Row[];
  /** The lines of the daily log; there is one file, unless midnight has just passed. */
  log(): readonly string[];
  /** Writes a heartbeat by hand. */
  heartbeat(key: string, beat: Beat): void;
}

/** The traces in one scene's folder. */
export function tracesIn(folder: string): Traces {
  return {
    rows: (sql) => readRows(join(folder, 'state', 'watchdog.db'), sql),
    log: () => readLog(join(folder, 'logs')),
    heartbeat: (key, beat) => writeHeartbeat(join(folder, 'heartbeats', `${key}.json`), key, beat),
  };
}

function readLog(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /^watchdog_\d{8}\.log$/.test(name))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'));
}
