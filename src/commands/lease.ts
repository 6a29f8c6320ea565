// Takes the lease: the guard first, which is the truth, then the database under it, then the friendly lock file.

import type { Config } from '../config/config.ts';
import type { StoreError } from '../errors.ts';
import { type LockfileOutcome, takeLockfile } from '../host/lockfile.ts';
import { giveBallast, keepBallast } from '../store/ballast.ts';
import type { Connection } from '../store/connection.ts';
import { type Guard, takeGuard } from '../store/guard.ts';
import { type Holder, readHolder } from '../store/holder.ts';
import { type Aside, openStore } from '../store/open.ts';
import type { Reader } from '../store/reader.ts';
import type { RequestBox, Store } from '../store/store.ts';
import { readerOf } from './reader-of.ts';

/** The right to act, with the record that only its holder may write. */
export interface Lease {
  readonly store: Store;
  readonly requests: RequestBox;
  /** For what few invocations need of the record. */
  readonly connection: Connection;
  /** The former database, when it had to be replaced just now. */
  readonly aside: Aside | undefined;
  /** Where the database is, by its one real path. */
  readonly databasePath: string;
  /** Whether nobody else can have it meanwhile: its guard is still the file that was locked. */
  isIntact(): boolean;
  release(): void;
}

/** What came of asking for the lease. */
export type LeaseOutcome =
  | { readonly kind: 'taken'; readonly lease: Lease }
  | { readonly kind: 'held'; readonly holder: Holder | undefined }
  /** The record cannot be written: look, do not touch. */
  | {
      readonly kind: 'unusable';
      readonly error: StoreError;
      readonly reader: Reader | undefined;
      readonly lacksRoom?: boolean;
    }
  /** The lock itself is out of order. */
  | { readonly kind: 'failed'; readonly why: string; readonly lacksRoom: boolean };

/** Takes the lease when it is free; never waits. */
export function takeLease(config: Pick<Config, 'dbPath' | 'lockPath'>): LeaseOutcome {
  const guard = takeGuard(config.dbPath);
  if (guard === 'held') return { kind: 'held', holder: readHolder(config.dbPath) };
  if ('error' in guard) return { kind: 'unusable', error: guard.error, reader: readerOf(config) };
  const outcome = openWithRoom(guard, config.lockPath);
  if (outcome.kind !== 'taken') guard.release();
  return outcome;
}

/** Opening needs room, too: on a full disk it gets some of what is kept for that. */
function openWithRoom(guard: Guard, lockPath: string): LeaseOutcome {
  const outcome = openGuarded(guard, lockPath);
  if (!('lacksRoom' in outcome) || !outcome.lacksRoom || !giveBallast(guard.databasePath)) return outcome;
  if (outcome.kind === 'unusable') outcome.reader?.close();
  return openWithRoom(guard, lockPath);
}

function openGuarded(guard: Guard, lockPath: string): LeaseOutcome {
  const lockfile = takeLockfile(lockPath);
  if (lockfile.kind === 'held') return { kind: 'held', holder: undefined };
  if (lockfile.kind === 'error') return { ...lockfile, kind: 'failed' };
  const opened = openStore(guard);
  if (opened.kind === 'unusable') {
    lockfile.release();
    return { ...opened, lacksRoom: opened.trouble === 'full' };
  }
  const { store, requests, connection, aside } = opened;
  const { databasePath, isIntact } = guard;
  const release = releaser(guard, lockfile, store);
  return { kind: 'taken', lease: { store, requests, connection, aside, databasePath, isIntact, release } };
}

function releaser(
  guard: Guard,
  lockfile: Extract<LockfileOutcome, { kind: 'taken' }>,
  store: Store,
): () => void {
  return () => {
    store.close();
    keepBallast(guard.databasePath);
    lockfile.release();
    guard.release();
  };
}
