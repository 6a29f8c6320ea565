// What is on record for whoever may look, the holder of the lease or not. Writes nothing.

import type { Connection } from './connection.ts';
import { loadBrakes, observeOnlyTicks } from './meta.ts';
import { unfinishedRecoveries } from './recovery-rows.ts';
import { issuedCookies } from './step-rows.ts';
import type { Store } from './store.ts';
import { loadAlertTally, loadTallies } from './tallies.ts';
import { lastTickAt, lastTickTookMs } from './tick-rows.ts';

/** What both may read. */
export type OnRecord = Pick<
  Store,
  | 'loadBrakes'
  | 'lastTickAt'
  | 'lastTickTookMs'
  | 'tallies'
  | 'alertTally'
  | 'observeOnlyTicks'
  | 'unfinishedRecoveries'
  | 'issuedCookies'
  | 'close'
>;

/** Reads it through an open connection. */
export function onRecord(connection: Connection): OnRecord {
  const { read, close } = connection;
  return {
    loadBrakes: () => read(() => loadBrakes(connection)),
    lastTickAt: () => read(() => lastTickAt(connection)),
    lastTickTookMs: () => read(() => lastTickTookMs(connection)),
    tallies: () => read(() => loadTallies(connection)),
    alertTally: () => read(() => loadAlertTally(connection)),
    observeOnlyTicks: () => read(() => observeOnlyTicks(connection)),
    unfinishedRecoveries: () => read(() => unfinishedRecoveries(connection)),
    issuedCookies: () => read(() => issuedCookies(connection)),
    close,
  };
}
