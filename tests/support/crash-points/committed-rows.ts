// What a stage's database holds for good at one instant: read from a copy, as a machine would find it that lost its power
// to the program now. Looking changes nothing, not even the database's journal.

import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Stage } from './stage.ts';

/** What is committed. */
export interface CommittedRows {
  /** Of every table with a history: `ticks 12`, `events 3`. */
  readonly ids: readonly string[];
  readonly steps: readonly Step[];
  readonly requests: readonly { readonly kind: string; readonly status: string }[];
}

/** A step of a recovery; the cookie is that of a start. */
export interface Step {
  readonly action: string;
  readonly cookie: string | null;
  readonly begun_at: number | null;
}

const HISTORIES = ['ticks', 'recoveries', 'events', 'requests'];

/** What is committed; undefined where there is no database that can be read. */
export function committedRows(stage: Stage): CommittedRows | undefined {
  return onCopy(stage, readAll);
}

/** Asks a copy of the database; undefined where there is none that can be read. */
export function onCopy<T>(stage: Stage, ask: (database: Database.Database) => T): T | undefined {
  const path = stage.path('state', 'watchdog.db');
  if (!existsSync(path)) return undefined;
  const folder = mkdtempSync(stage.path('copy-'));
  let database: Database.Database | undefined;
  try {
    const copy = join(folder, 'copy.db');
    cpSync(path, copy);
    if (existsSync(`${path}-wal`)) cpSync(`${path}-wal`, `${copy}-wal`);
    database = new Database(copy);
    return ask(database);
  } catch {
    return undefined;
  } finally {
    database?.close();
    rmSync(folder, { recursive: true });
  }
}

function readAll(database: Database.Database): CommittedRows {
  const all = <T>(sql: string): T[] => database.prepare(sql).all() as T[];
  return {
    ids: HISTORIES.flatMap((table) =>
      all<{ id: number }>(`SELECT id FROM ${table}`).map(({ id }) => `${table} ${id}`),
    ),
    steps: all<Step>('SELECT action, cookie, begun_at FROM steps'),
    requests: all('SELECT kind, status FROM requests'),
  };
}
