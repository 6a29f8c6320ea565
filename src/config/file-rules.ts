/** What must hold between the files that a config names: each serves one purpose. It compares paths, and does not look at the disk. */
import { dirname, join } from 'node:path';
import { absolutePath } from './absolute-path.ts';
import type { Draft } from './draft.ts';
import type { Finding, Location } from './finding.ts';
import { expandEntry } from './instances.ts';
import { show } from './printable.ts';
import { configSchema } from './schema.ts';

/** A file, as it is written at a place in the config, and what it is there for. */
interface Claim {
  readonly at: Location;
  readonly written: string;
  readonly purpose: string;
  readonly isOneOfMany?: boolean;
}

/** The config, the database, the lock and the heartbeat of each service that is checked: whoever writes one would spoil the other. */
export function filesAreNotShared(draft: Draft): Finding[] {
  const folder = dirname(draft.path);
  const purposes = new Map([[draft.path, 'the config file']]);
  const found: Finding[] = [];
  for (const { at, written, purpose, isOneOfMany } of [...ownFiles(draft), ...heartbeats(draft)]) {
    const path = absolutePath(folder, written);
    const other = purposes.get(path);
    if (other === undefined) purposes.set(path, purpose);
    else if (found.at(-1)?.at !== at)
      found.push({
        at,
        found: `${show(written)}, which is also ${other}`,
        expected: 'a file of its own',
        hint: isOneOfMany ? 'Instances differ by `{index}`.' : undefined,
      });
  }
  return found;
}

function ownFiles({ settings, isFaulty }: Draft): Claim[] {
  const db = settings.db_path ?? configSchema.properties.db_path.default;
  const lock = settings.lock_path ?? join(dirname(db), 'watchdog.lock');
  return [
    { at: ['db_path'], written: db, purpose: 'db_path' },
    { at: ['lock_path'], written: lock, purpose: 'lock_path' },
  ].filter(({ at }) => !isFaulty(at));
}

function heartbeats({ entries, defaults }: Draft): Claim[] {
  const claims: Claim[] = [];
  for (const [key, { heartbeat_path: path, enabled = defaults.enabled, instances }] of entries) {
    if (path === undefined || enabled === false) continue;
    const at = ['processes', key, 'heartbeat_path'];
    for (const [one, own] of expandEntry(key, { path, ...(instances !== undefined && { instances }) }))
      claims.push({
        at,
        written: own.path,
        purpose: `the heartbeat file of ${show(one)}`,
        isOneOfMany: instances !== undefined,
      });
  }
  return claims;
}

const DAILY_LOG = /^watchdog_\d{8}$/;

/** What a service prints goes into a file by its key, which must not be one of our own log. */
export function outputsAreNotDailyLogs({ keys }: Draft): Finding[] {
  return [...keys]
    .filter((key) => DAILY_LOG.test(key))
    .map((key) => ({
      at: ['processes', key],
      found: `a key whose output goes into ${key}.log, a daily log of ours`,
      expected: 'another key',
    }));
}
