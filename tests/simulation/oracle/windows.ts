// R9: in a maintenance window nothing is begun of our own accord, nor gone on with of which nothing was replaced yet. What was begun
// before is finished.

import type { TickCommit } from '../../../src/store/store.ts';
import type { Memory } from '../../../src/supervision/world.ts';
import { isInWindow } from '../services/calendar.ts';
import type { Witness } from './witness.ts';

/** Judges what is begun. */
export interface WindowCheck {
  /** An invocation has read the record. */
  recalled(memory: Memory): void;
  /** A tick was committed. */
  ticked(commit: TickCommit): void;
}

const REPLACED = `SELECT 1 FROM steps WHERE recovery_id = ? AND action IN ('stop', 'kill', 'start') AND begun_at IS NOT NULL`;
/** Who switches a service on has what was left unfinished gone on with. */
const ASKED_FOR = "SELECT 1 FROM requests WHERE key = ? AND kind = 'on' AND status = 'taken'";

/** Judges from now on. */
export function createWindowCheck({ config, record, findings }: Witness): WindowCheck {
  /** When the last pass looked: what it decided may be done a while later. */
  let lookedAtMs = 0;
  const isClosed = (key: string) =>
    config().services.some((service) => service.key === key && isInWindow(service, lookedAtMs));
  return {
    recalled: ({ performances }) => {
      const begin = performances.set.bind(performances);
      performances.set = (key, performance) => {
        const { id, requestId } = performance.recovery;
        const isOurs = requestId === undefined && record.rows(ASKED_FOR, key).length === 0;
        if (isOurs && isClosed(key) && record.rows(REPLACED, id).length === 0)
          findings.violate('R9', `${key} is in a window, and its recovery ${id} is begun, or gone on with`);
        return begin(key, performance);
      };
    },
    ticked: ({ at, recoveries }) => {
      lookedAtMs = at.wallMs;
      for (const { key, reason } of recoveries)
        if (isClosed(key)) findings.violate('R9', `${key} is in a window, and recovered: ${reason}`);
    },
  };
}
