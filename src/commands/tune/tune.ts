// `watchdog tune KEY`: which timeout and thresholds would fit a service, by what is on record of its beats and its restarts.

import { thresholdOf } from '../../core/decision.ts';
import { propose, type Tuning } from '../../core/tune/propose.ts';
import { findServices } from '../find-services.ts';
import { withHistory } from '../history/open-past.ts';
import { openLastConfig } from '../open-last-config.ts';
import type { Surroundings } from '../surroundings.ts';

/** What was found of one service, and what is proposed. */
export interface TunedService extends Tuning {
  readonly key: string;
  readonly timeoutSeconds: number;
}

/** What `tune` tells. */
export interface TuneReport {
  readonly path: string;
  readonly services: readonly TunedService[];
}

/** Proposes for every service that a word means; `sinceMs` is milliseconds since 1970. Throws StoreError. */
export function tune(
  { word, sinceMs }: { readonly word: string; readonly sinceMs: number },
  surroundings: Surroundings,
): TuneReport {
  const config = openLastConfig(surroundings, { isActing: false });
  const services = findServices(config, word);
  return withHistory(config, (record) => ({
    path: config.path,
    services: services.map((service) => {
      const { key, timeoutSeconds } = service;
      const recoveries = (record?.recoveries(key, sinceMs) ?? [])
        .filter(({ purpose }) => purpose === 'recover')
        .map(({ begunAtMs, verdict }) => ({ atMs: begunAtMs, verdict }));
      const tuning = propose({
        timeoutSeconds,
        deadThreshold: thresholdOf(service, 'stale_pid'),
        looks: record?.looks(key, sinceMs) ?? [],
        recoveries,
      });
      return { key, timeoutSeconds, ...tuning };
    }),
  }));
}
