// How long services stay silent between two beats, as the looks of the last day have noted it. What happened once or twice is no
// pace.

import type { Config } from '../../config/config.ts';
import { silencesIn } from '../../core/tune/silences.ts';
import type { History } from '../../store/history/history.ts';
import { withHistory } from '../history/open-past.ts';

const PAST_MS = 86_400_000;
/** So often it must have been silent for that long, and have beaten again by itself. */
const TIMES = 3;

/** Seconds by key, of those services that are beating in a pace that is known. Throws StoreError. */
export function beatPaces(config: Pick<Config, 'dbPath' | 'services'>): ReadonlyMap<string, number> {
  return withHistory(config, (past) => {
    const paces = config.services.flatMap((service) => {
      const pace = past === undefined ? undefined : paceOf(service, past);
      return pace === undefined ? [] : [[service.key, pace] as const];
    });
    return new Map(paces);
  });
}

function paceOf(
  { key, enabled, heartbeatPath, timeoutSeconds }: Config['services'][number],
  past: History,
): number | undefined {
  if (!enabled || heartbeatPath === undefined) return undefined;
  const sinceMs = Date.now() - PAST_MS;
  const recoveredAtMs = past.recoveries(key, sinceMs).map(({ begunAtMs }) => begunAtMs);
  const silences = silencesIn(past.looks(key, sinceMs), { timeoutSeconds, recoveredAtMs });
  const ages = silences.filter(({ hasReturned }) => hasReturned).map(({ ageSeconds }) => ageSeconds);
  return ages.sort((a, b) => b - a)[TIMES - 1];
}
