// `watchdog tune KEY`: which timeout, graces and thresholds would fit a service, by what is on record of its beats, starts and restarts.

import type { Service } from '../../config/config.ts';
import { thresholdOf } from '../../core/decision.ts';
import type { PastRecovery } from '../../core/history/recorded.ts';
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
      const recoveries = record?.recoveries(key, sinceMs) ?? [];
      const tuning = propose({
        ...service,
        busyGraceSeconds: busyGraceOf(service),
        thresholdOf: (verdict) => thresholdOf(service, verdict),
        looks: record?.looks(key, sinceMs) ?? [],
        recoveries: recoveries
          .filter(({ purpose }) => purpose === 'recover')
          .map(({ begunAtMs, verdict }) => ({ atMs: begunAtMs, verdict })),
        startSeconds: recoveries.flatMap(startSecondsOf),
      });
      return { key, timeoutSeconds, ...tuning };
    }),
  }));
}

function busyGraceOf({ checks }: Service): number {
  return checks.flatMap(({ probe }) => (probe.kind === 'busy' ? [probe.graceSeconds] : []))[0] ?? 0;
}

/** None where it was not started, or has never proved itself. */
function startSecondsOf({ steps, recoveredAtMs }: PastRecovery): readonly number[] {
  const begunAtMs = steps.findLast(({ action }) => action === 'start')?.begunAtMs;
  return begunAtMs === undefined || recoveredAtMs === undefined ? [] : [(recoveredAtMs - begunAtMs) / 1000];
}
