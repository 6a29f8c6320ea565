// `watchdog history KEY`: what was seen of a service and what was done, in the order in which it happened. Changes nothing.

import type { PastEvent } from '../../core/history/recorded.ts';
import { findServices } from '../find-services.ts';
import { openLastConfig } from '../open-last-config.ts';
import type { Surroundings } from '../surroundings.ts';
import { lookBack, type Past } from './look-back.ts';
import { withHistory } from './open-past.ts';

/** The past of the services that a word means. */
export interface HistoryReport extends Past {
  /** Of these services, oldest first. */
  readonly events: readonly PastEvent[];
}

/** How far to look back: milliseconds since 1970. */
export interface Since {
  readonly sinceMs: number;
}

/** Looks back at the services that a word means. */
export function history(
  { word, sinceMs }: Since & { readonly word: string },
  surroundings: Surroundings,
): HistoryReport {
  const config = openLastConfig(surroundings, { isActing: false });
  const services = findServices(config, word);
  const window = { fromMs: sinceMs, untilMs: Date.now() };
  return withHistory(config, (record) => {
    const keys = services.map(({ key }) => key);
    const events = record?.events({ keys, sinceMs, afterId: 0, most: Number.MAX_SAFE_INTEGER }) ?? [];
    return { ...lookBack(record, { ...config, services, window }), events };
  });
}
