// The friendly half of the lease: a lock that people and other tools can see beside `lock_path`. The other half, which
// is the truth, is already held by whoever calls this, so a lock left behind by a killed holder is taken over at once.

import { rmdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import { lockSync, unlockSync } from 'proper-lockfile';

import { makeOwnFolder, withOwnUmask } from '../own-file.ts';
import { errorCode } from './error-code.ts';

/** What came of taking the lock. */
export type LockfileOutcome =
  | {
      readonly kind: 'taken';
      /** Gives the lock back, when it is still ours; never throws. */
      release(): void;
      /** Whether somebody took it from us or removed it. */
      compromised(): boolean;
    }
  /** Somebody took it in the moment between our two attempts. */
  | { readonly kind: 'held' }
  | { readonly kind: 'error'; readonly why: string; readonly lacksRoom: boolean };

/** Takes the lock, a folder `<path>.lock`, and keeps it fresh until it is released or the process ends. */
export function takeLockfile(path: string): LockfileOutcome {
  try {
    makeOwnFolder(dirname(path));
    return lock(path);
  } catch (error) {
    if (errorCode(error) !== 'ELOCKED') return failed(path, error);
  }
  try {
    rmdirSync(`${path}.lock`);
    return lock(path);
  } catch (error) {
    return errorCode(error) === 'ELOCKED' ? { kind: 'held' } : failed(path, error);
  }
}

function lock(path: string): LockfileOutcome {
  let isCompromised = false;
  const onCompromised = () => {
    isCompromised = true;
  };
  withOwnUmask(() => lockSync(path, { realpath: false, onCompromised }));
  const ours = folderIdentity(path);
  const compromised = () => isCompromised || folderIdentity(path) !== ours;
  return {
    kind: 'taken',
    compromised,
    release: () => {
      // Releasing removes whatever lies there, so it must be ours.
      if (!compromised()) unlock(path);
    },
  };
}

function unlock(path: string): void {
  try {
    unlockSync(path, { realpath: false });
  } catch {
    // Whoever removed it in this moment has done our work.
  }
}

/** A folder made anew may get the number of the one removed, but not its birth. */
function folderIdentity(path: string): string | undefined {
  try {
    const { ino, birthtimeNs } = statSync(`${path}.lock`, { bigint: true });
    return `${ino} ${birthtimeNs}`;
  } catch {
    return undefined;
  }
}

function failed(path: string, error: unknown): LockfileOutcome {
  const code = errorCode(error);
  const lacksRoom = code === 'ENOSPC' || code === 'EDQUOT';
  const cure = lacksRoom ? 'Free some space or some inodes there.' : 'Correct lock_path or its permissions.';
  const why = `${path}.lock: the lock could not be made (${code}); expected a folder that we may write to. ${cure}`;
  return { kind: 'error', why, lacksRoom };
}
