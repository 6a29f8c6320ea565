// How long services that were hurt are away: until a beat that is younger than the harm names a living process of theirs. This is
// measured, and never judged.

import { readFileSync } from 'node:fs';
import type { Ledger } from '../nemesis/ledger.ts';
import type { Vice } from '../stage/services.ts';
import type { Wishes } from '../stage/wishes.ts';
import type { Seen, Sight } from './sight.ts';

/** Takes the times. */
export interface RecoveryTimes {
  look(sight: Sight): void;
  readonly seconds: readonly number[];
}

/** None taken yet; what its operator is at, or what crashes by itself, has no time to recover; by what does not beat none is taken. */
export function createRecoveryTimes(
  { hurtSince }: Ledger,
  wishes: Wishes,
  beatPath: (key: string) => string,
): RecoveryTimes {
  const seconds: number[] = [];
  return {
    seconds,
    look: ({ services }) => {
      for (const seen of services) {
        const { key, vice } = seen.toy;
        const since = hurtSince.get(key);
        if (since === undefined) continue;
        if (wishes.get(key) !== 'on' || UNTIMED.includes(vice)) hurtSince.delete(key);
        else if (hasBeaten(seen, beatPath(key), since)) {
          seconds.push((performance.now() - since) / 1000);
          hurtSince.delete(key);
        }
      }
    },
  };
}

const UNTIMED: readonly Vice[] = ['crashes', 'is silent'];

/** A beat is told to the second, and may be of the very second in which harm was done. */
const RESOLUTION_MS = 1000;

function hasBeaten({ living }: Seen, path: string, sinceMs: number): boolean {
  try {
    const { pid, timestamp } = JSON.parse(readFileSync(path, 'utf8'));
    const hurtAtMs = Date.now() - (performance.now() - sinceMs);
    return Date.parse(timestamp) >= hurtAtMs + RESOLUTION_MS && living.some((actor) => actor.pid === pid);
  } catch {
    return false;
  }
}
