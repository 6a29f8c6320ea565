// Why the database cannot be used, told from what SQLite or the file system said, and put into words.

import { accessSync, constants, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreError } from '../errors.ts';

/** Why the database cannot be used. */
export type Trouble =
  | 'newer'
  | 'older'
  | 'foreign'
  | 'copied'
  | 'missing'
  | 'read_only'
  | 'cannot_open'
  | 'busy'
  | 'full'
  | 'corrupt';

const BY_CODE: readonly (readonly [RegExp, Trouble])[] = [
  [/^ENOENT$/, 'missing'],
  [/^SQLITE_(BUSY|LOCKED)/, 'busy'],
  [/^SQLITE_(FULL|IOERR_SHMSIZE)|^ENOSPC|^EDQUOT/, 'full'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'corrupt'],
  [/^SQLITE_(READONLY|PERM)|^EACCES|^EPERM|^EROFS/, 'read_only'],
  [/^SQLITE_(CANTOPEN|IOERR|NOMEM|PROTOCOL|AUTH|NOLFS)|^E[A-Z]+$/, 'cannot_open'],
];

const WORDS: Record<Trouble, readonly [found: string, expected: string, hint: string]> = {
  newer: [
    'its schema is newer than this program',
    'one that this version wrote',
    'Upgrade watchdog, or set another db_path.',
  ],
  older: [
    'its schema is older than this program',
    'one that this version wrote',
    'It is brought up to date at the next `watchdog check`.',
  ],
  foreign: [
    'it belongs to another program, or is no database',
    "watchdog's own database, or no file",
    'Set another db_path; this file was left alone.',
  ],
  copied: [
    'it is a copy of another one, which is still there',
    'one of its own: who is on record in a copy is a service of the other',
    'Move this one away, and a fresh one is made; or the other, if this one takes its place.',
  ],
  missing: ['there is no database yet', 'one check to have been made', 'Run `watchdog check`.'],
  read_only: [
    'it cannot be written',
    'a file and a folder that this user may write',
    'Check their owner and mode, and whether the file system is mounted read-only.',
  ],
  cannot_open: [
    'it cannot be opened or read',
    'a readable SQLite database',
    'Check the file, its folder and the disk, or set another db_path.',
  ],
  busy: [
    'another program keeps it locked',
    'short transactions only',
    'Close what else has this database open for writing.',
  ],
  full: [
    'there is no room left to write',
    'room to record what is about to be done',
    'Free some space or some inodes there.',
  ],
  corrupt: [
    'its content is damaged',
    'a sound SQLite database',
    'The next `watchdog check` tests it, and sets it aside if it is beyond use.',
  ],
};

/** By the numbers that the kernel gives to file systems. */
const NETWORKS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x01021997, '9p'],
]);

/** What an error of SQLite or of the file system means for the database at `path`; undefined for any other error. */
export function troubleOf(error: unknown, path: string): Trouble | undefined {
  const code = codeOf(error instanceof StoreError ? error.cause : error);
  const trouble = BY_CODE.find(([pattern]) => pattern.test(code))?.[1];
  return trouble === 'cannot_open' ? (obstacle(path) ?? trouble) : trouble;
}

/** The error that tells of a trouble; the cause may be the path of what it comes from. */
export function storeError(trouble: Trouble, path: string, cause?: unknown): StoreError {
  const [found, expected, cure] = WORDS[trouble];
  const hint = `${cure}${warnOfNetwork(path)}`;
  const detail = cause === undefined ? '' : ` (${codeOf(cause)})`;
  return new StoreError(`${path}: ${found}${detail}; expected ${expected}`, { hint, cause });
}

/** What a database may suffer from without SQLite being able to tell. */
function warnOfNetwork(path: string): string {
  const kind = NETWORKS.get(fileSystemOf(dirname(path)) ?? 0);
  return kind === undefined
    ? ''
    : ` It lies on a network file system (${kind}), whose locks are not to be relied on: set db_path to a disk of this machine.`;
}

function fileSystemOf(folder: string): number | undefined {
  try {
    return statfsSync(folder).type;
  } catch {
    return undefined;
  }
}

/** The same error as one of ours, when it came from SQLite or the file system; otherwise itself. */
export function asStoreError(error: unknown, path: string): unknown {
  if (error instanceof StoreError) return error;
  const trouble = troubleOf(error, path);
  return trouble === undefined ? error : storeError(trouble, path, error);
}

function codeOf(error: unknown): string {
  if (typeof error === 'string') return error;
  const code = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : '';
}

/** SQLite says no more than "cannot open" of a folder that is closed to us or has no inode left. */
function obstacle(path: string): Trouble | undefined {
  try {
    accessSync(dirname(path), constants.W_OK);
    const { files, ffree } = statfsSync(dirname(path));
    return files > 0 && ffree === 0 ? 'full' : undefined;
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? undefined : 'read_only';
  }
}
