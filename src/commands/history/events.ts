// `watchdog events [KEY]`: what was told when it happened, of a service, or of everything. Changes nothing.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../config/config.ts';
import type { PastEvent } from '../../core/history/recorded.ts';
import { findServices } from '../find-services.ts';
import { openLastConfig } from '../open-last-config.ts';
import type { Surroundings } from '../surroundings.ts';
import { withHistory } from './open-past.ts';

/** What was told. */
export interface EventsReport {
  /** Oldest first. */
  readonly events: readonly PastEvent[];
  /** Those that are still to come, where they were asked for. */
  readonly following: AsyncIterable<PastEvent> | undefined;
}

/** Which events. */
export interface EventsQuery {
  readonly word: string | undefined;
  readonly sinceMs: number;
  readonly count: number;
  readonly isFollowing: boolean;
}

const POLL_MS = 500;

/** The last events, and those to come. */
export function events(
  { word, sinceMs, count, isFollowing }: EventsQuery,
  surroundings: Surroundings,
): EventsReport {
  const config = openLastConfig(surroundings, { isActing: false });
  const keys = word === undefined ? undefined : findServices(config, word).map(({ key }) => key);
  const read = (afterId: number, most: number) =>
    withHistory(config, (record) => record?.events({ keys, sinceMs, afterId, most }) ?? []);
  const lastId = isFollowing ? newestId(config) : 0;
  const told = read(0, count);
  if (!isFollowing) return { events: told, following: undefined };
  const from = Math.max(lastId, told.at(-1)?.id ?? 0);
  return { events: told, following: follow((afterId) => read(afterId, ALL), from, surroundings) };
}

const ALL = Number.MAX_SAFE_INTEGER;

function newestId(config: Config): number {
  const query = { keys: undefined, sinceMs: 0, afterId: 0, most: 1 };
  return withHistory(config, (record) => record?.events(query).at(-1)?.id ?? 0);
}

async function* follow(
  read: (afterId: number) => readonly PastEvent[],
  fromId: number,
  { isStopping }: Surroundings,
): AsyncGenerator<PastEvent> {
  for (let lastId = fromId; !isStopping(); await sleep(POLL_MS)) {
    for (const event of read(lastId)) {
      yield event;
      lastId = event.id;
    }
  }
}
