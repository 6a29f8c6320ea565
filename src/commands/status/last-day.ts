// What the record says of the last day of one service, and how it was recovered last.

import type { Config, Service } from '../../config/config.ts';
import type { PastRecovery } from '../../core/history/recorded.ts';
import type { Look } from '../../core/replay/look.ts';
import { lookBack, type Past } from '../history/look-back.ts';
import { withHistory } from '../history/open-past.ts';

/** The past of one service, as far as a person wants it at a glance. */
export interface LastDay extends Past {
  /** The last one, of however long ago, as far as recoveries are kept. */
  readonly recovery: PastRecovery | undefined;
  /** Those of the last hour, at which late beats were noted; of a service that writes none, none. */
  readonly looks: readonly Look[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Looks back over a day. Throws StoreError where the record cannot be read. */
export function lastDayOf(
  service: Service,
  config: Pick<Config, 'dbPath' | 'checkIntervalSeconds'>,
  nowMs: number,
): LastDay {
  const window = { fromMs: nowMs - DAY_MS, untilMs: nowMs };
  const { checkIntervalSeconds } = config;
  return withHistory(config, (history) => {
    const beats = service.heartbeatPath !== undefined;
    const looks = beats ? (history?.looks(service.key, nowMs - HOUR_MS) ?? []) : [];
    const [recovery] = history?.recoveries(service.key, 0, 1) ?? [];
    return {
      ...lookBack(history, { services: [service], window, checkIntervalSeconds }),
      recovery,
      looks,
    };
  });
}
