// Events: what happened, in the order in which it was told.

import type { Connection } from './connection.ts';
import type { Event } from './store.ts';

/** Adds one event. */
export function addEvent({ statement }: Connection, { atMs, key, kind, message }: Event): void {
  statement('INSERT INTO events (at, key, kind, message) VALUES (?, ?, ?, ?)').run(atMs, key, kind, message);
}
