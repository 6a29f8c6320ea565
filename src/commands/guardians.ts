// Who holds the lease by the word of the kernel, and whether what a holder says of itself fits that. Decides nothing.

import type { Config } from '../config/config.ts';
import { isSameProcess, type ProcessFacts } from '../core/process.ts';
import type { Host } from '../host/host.ts';
import { lockHolders } from '../host/lock-holders.ts';
import { type Holder, readHolder } from '../store/holder.ts';
import { guardPath, realDatabasePath } from '../store/paths.ts';

type Place = Pick<Config, 'dbPath'>;

/** The living processes that have the guard; none where the kernel does not tell. */
export function guardiansOf({ dbPath }: Place, host: Pick<Host, 'lookAt'>): readonly ProcessFacts[] {
  return lockHolders(guardPath(realDatabasePath(dbPath))).flatMap((pid) => {
    const seen = host.lookAt(pid, undefined);
    return seen.kind === 'alive' ? [seen.process] : [];
  });
}

/** Whether the word that lies beside the database is that of whoever holds the lease, as far as can be told. */
export function hasWordOf(place: Place, host: Host): boolean {
  return isWordOf(readHolder(place.dbPath), guardiansOf(place, host), host);
}

/** The same of a word, and those who have the guard. */
export function isWordOf(
  word: Holder | undefined,
  guardians: readonly ProcessFacts[],
  host: Pick<Host, 'now' | 'pidNamespace'>,
): boolean {
  // Where nobody is seen to hold it, nothing contradicts the word.
  if (guardians.length === 0) return word === undefined || word.bootId === host.now().bootId;
  if (word === undefined || word.bootId !== host.now().bootId) return false;
  return word.pidNamespace !== host.pidNamespace || guardians.some((one) => isSameProcess(one, word));
}
