// I4: what a dead invocation left unfinished of a service is no intent any more once the config asks for the service no more:
// it is closed, or it would be done to the service when that is asked for again, months later.

import type { Memory } from '../../../src/supervision/world.ts';
import type { Witness } from './witness.ts';

/** Judges what is left unfinished. */
export interface AbandonedCheck {
  /** An invocation has read the record. */
  recalled(memory: Memory): void;
  /** A tick was committed. */
  ticked(): void;
}

const UNFINISHED = 'SELECT id, key FROM recoveries WHERE ended_at IS NULL';

/** Judges from now on. */
export function createAbandonedCheck({ senses, record, findings, config, keys }: Witness): AbandonedCheck {
  let performances: Memory['performances'] = new Map();
  let blind = 0;
  return {
    recalled: (memory) => {
      ({ performances } = memory);
    },
    ticked: () => {
      // What a start may have left alive must be put on record first, for which it must be seen.
      const couldSee = blind === senses.looks.blind;
      ({ blind } = senses.looks);
      const checked = config().services.filter(({ enabled }) => enabled);
      if (!couldSee || checked.length === keys.length) return;
      for (const { id, key } of record.rows<{ id: number; key: string }>(UNFINISHED))
        if (!performances.has(key) && !checked.some((service) => service.key === key))
          findings.violate('I4', `recovery ${id} of ${key} is left open, and the config asks for it no more`);
    },
  };
}
