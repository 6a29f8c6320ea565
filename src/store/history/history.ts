// Reading the past, without the lease: spans, recoveries and events, as far back as they are kept. Knows not what is made of them.

import type { PastEvent, PastRecovery, RecordedSpan, Window } from '../../core/history/recorded.ts';
import type { Look } from '../../core/replay/look.ts';
import type { Connection } from '../connection.ts';
import { type OpenedFor, openForReading } from '../reader.ts';
import { oldestTickMs, type PastSight, pastAt } from './past-at.ts';
import { type EventQuery, pastEvents } from './past-events.ts';
import { pastLooks } from './past-looks.ts';
import { pastRecoveries } from './past-recoveries.ts';
import { gapsSince, pastSpans } from './past-spans.ts';

/** What is on record of the past; as old as its opening, so keep it short. */
export interface History {
  /** Those of a service, or of all, that reach beyond a time; each service's in order. */
  spans(key: string | undefined, sinceMs: number): readonly RecordedSpan[];
  /** Where no tick came within so long after the one before, in order. */
  gaps(sinceMs: number, longerThanMs: number): readonly Window[];
  /** Those of a service, or of all, that were begun since, oldest first; at most the last `most`. */
  recoveries(key: string | undefined, sinceMs: number, most?: number): readonly PastRecovery[];
  /** Each look at a service since, in order. */
  looks(key: string, sinceMs: number): readonly Look[];
  /** How a service was; undefined where no tick has looked at it by then, or nothing is kept of it. */
  at(key: string, atMs: number): PastSight | undefined;
  /** When the oldest tick was that is kept; absent where there is none. */
  oldestTickMs(): number | undefined;
  /** Oldest first. */
  events(query: EventQuery): readonly PastEvent[];
  close(): void;
}

/** Opens the database at `path` for reading the past. */
export function openHistory(path: string): OpenedFor<{ readonly history: History }> {
  const opened = openForReading(path);
  return opened.kind === 'ready' ? { kind: 'ready', history: createHistory(opened.connection) } : opened;
}

function createHistory(connection: Connection): History {
  const { read, close } = connection;
  return {
    spans: (key, sinceMs) => read(() => pastSpans(connection, key, sinceMs)),
    gaps: (sinceMs, longerThanMs) => read(() => gapsSince(connection, sinceMs, longerThanMs)),
    recoveries: (key, sinceMs, most) => read(() => pastRecoveries(connection, { key, sinceMs, most })),
    looks: (key, sinceMs) => read(() => pastLooks(connection, key, sinceMs)),
    at: (key, atMs) => read(() => pastAt(connection, key, atMs)),
    oldestTickMs: () => read(() => oldestTickMs(connection)),
    events: (query) => read(() => pastEvents(connection, query)),
    close,
  };
}
