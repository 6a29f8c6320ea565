// The truth about who holds the lease: a kernel lock, taken through SQLite, on a file of its own beside the database.
// Freed by SIGKILL at once, kept through SIGSTOP. Knows nothing of what is done under it.

import { fstatSync, mkdirSync, readdirSync, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { StoreError } from '../errors.ts';
import { withOwnUmask } from '../own-file.ts';
import { guardPath, realDatabasePath } from './paths.ts';
import { expectPlainFile, isPlainOrMissing } from './plain-file.ts';
import { storeError, troubleOf } from './trouble.ts';

/** Held from its taking until it is released or the process is dead. */
export interface Guard {
  /** The one path of the database that is guarded. */
  readonly databasePath: string;
  /** Whether its file is still the one that was locked: who removes that, lets another one in. */
  isIntact(): boolean;
  release(): void;
}

// What nobody refers to is garbage, and collecting a connection closes it: the lock must not depend on whether the caller
// keeps its guard.
const held = new Set<Database.Database>();

// Two that come at the same instant can refuse each other; asking again for a moment lets one of them in.
const ASKING_AGAIN_MS = 25;

/** Takes the guard of a database, creating its folder when missing; `held` when another process has it. */
export function takeGuard(path: string): Guard | 'held' | { readonly error: StoreError } {
  const given = resolve(path);
  try {
    return withOwnUmask(() => {
      mkdirSync(dirname(given), { recursive: true, mode: 0o750 });
      const databasePath = realDatabasePath(given);
      const path = guardPath(databasePath);
      const release = lockFile(path);
      const locked = fileLocked(path, release);
      if (locked === undefined) {
        // What was locked is gone, and somebody else may have locked what has taken its place.
        release();
        return 'held';
      }
      return { databasePath, isIntact: () => isSameFile(fileAt(path), locked), release };
    });
  } catch (error) {
    const trouble = troubleOf(error, given);
    if (trouble === undefined) throw error;
    if (trouble === 'busy') return 'held';
    const isStrange = trouble === 'corrupt' || !isPlainOrMissing(guardPath(given));
    return { error: isStrange ? strangeGuard(given) : storeError(trouble, given, error) };
  }
}

/** Throws where another one may hold the guard by now: what it has begun, and what we were about to, must not meet. */
export function expectGuarded({ databasePath, isIntact }: Guard): void {
  if (isIntact()) return;
  throw new StoreError(
    `${guardPath(databasePath)}: it was removed or replaced, so that another invocation may be at work; expected it to stay as long as we work`,
    { hint: 'Leave that file alone. The next `watchdog check` goes on with what was begun.' },
  );
}

/** Asked by name: to open and close the file would give up the lock. */
function fileAt(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** Each file system has numbers of its own. */
function isSameFile(a: Stats | undefined, b: Stats | undefined): boolean {
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev;
}

/** The file at a path, if one of our descriptors, that of SQLite, is of it: what lies there now may be another one. */
function fileLocked(path: string, release: () => void): Stats | undefined {
  try {
    const file = fileAt(path);
    const names = readdirSync(process.platform === 'linux' ? '/proc/self/fd' : '/dev/fd');
    return names.some((name) => isSameFile(fileOfOpen(Number(name)), file)) ? file : undefined;
  } catch (error) {
    release();
    throw error;
  }
}

/** Of the descriptor by which they were listed nothing is left. */
function fileOfOpen(descriptor: number): Stats | undefined {
  try {
    return fstatSync(descriptor);
  } catch {
    return undefined;
  }
}

function strangeGuard(path: string): StoreError {
  const found = `${guardPath(path)}: it is no empty file; expected one that only serves as a lock`;
  return new StoreError(found, { hint: 'Remove that file while no check is running.' });
}

/** Locks the file and answers how to unlock it. */
function lockFile(path: string): () => void {
  expectPlainFile(path);
  const lock = new Database(path, { timeout: ASKING_AGAIN_MS });
  try {
    // The journal in memory: nothing is ever committed here, and so nothing is ever written.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    // On a file that could be opened for reading only, SQLite takes a lock that keeps nobody out; a write tells.
    lock.exec('PRAGMA user_version = 1');
  } catch (error) {
    lock.close();
    throw error;
  }
  held.add(lock);
  return () => {
    held.delete(lock);
    lock.close();
  };
}
