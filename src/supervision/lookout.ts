// The checks under way, and what they came to. A look that takes long holds up neither the others nor the pass: what has come
// in is taken, the rest counts when it comes.

import pLimit from 'p-limit';
import type { Check } from '../config/check.ts';
import type { Service } from '../config/config.ts';
import { isDue } from '../core/checks/check-memory.ts';
import type { Reading, Readings } from '../core/checks/reading.ts';
import { elapsedMs, type Moment } from '../core/moment.ts';
import type { ServiceState } from '../core/service-state.ts';
import { look } from '../probes/look.ts';

/** What was read, by service. */
export type AllReadings = ReadonlyMap<string, Readings>;

/** The checks under way, and what they came to. */
export interface Lookout {
  /** Begins every look that is due; answers when all of these have come in, or nothing where none was. */
  begin(
    services: readonly Service[],
    states: ReadonlyMap<string, ServiceState>,
    now: Moment,
  ): Promise<unknown> | undefined;
  /** What has come in since it was last asked. */
  take(): AllReadings;
  /** Gives up what is under way: nobody will ask for it any more. */
  stop(): void;
}

/** Enough for a thousand answers in a second, and few enough for a small machine's open files. */
const MOST_AT_ONCE = 64;

/** A lookout that has begun nothing. */
export function createLookout(): Lookout {
  const underWay = new Set<string>();
  let arrived = new Map<string, Map<string, Reading>>();
  const stopping = new AbortController();
  const limit = pLimit(MOST_AT_ONCE);
  const arrive = (key: string, check: Check, reading: Reading) => {
    const readings = arrived.get(key) ?? new Map<string, Reading>();
    arrived.set(key, readings.set(check.name, reading));
  };
  const beginOne = async (key: string, check: Check) => {
    const id = `${key} ${check.name}`;
    underWay.add(id);
    const reading = await limit(() => look(check, stopping.signal));
    underWay.delete(id);
    arrive(key, check, reading);
  };
  return {
    begin: (services, states, now) => {
      const begun: Promise<void>[] = [];
      for (const service of services) {
        const { key } = service;
        const due = dueChecks(service, states.get(key), now);
        for (const check of due) if (!underWay.has(`${key} ${check.name}`)) begun.push(beginOne(key, check));
      }
      return begun.length === 0 ? undefined : Promise.all(begun);
    },
    take: () => {
      const taken = arrived;
      arrived = new Map();
      return taken;
    },
    stop: () => stopping.abort(),
  };
}

/** Those of a service that are to be looked at now: none while it is switched off, or so new that nothing can be told. */
function dueChecks(
  { enabled, checks }: Pick<Service, 'enabled' | 'checks'>,
  state: ServiceState | undefined,
  now: Moment,
): readonly Check[] {
  if (!enabled || checks.length === 0 || state?.desired.mode === 'off') return [];
  const since = state?.instance?.since;
  const ageMs = since === undefined ? Number.POSITIVE_INFINITY : elapsedMs(since, now);
  return checks.filter(
    (check) => ageMs >= check.initialDelaySeconds * 1000 && isDue(check, state?.checks[check.name], now),
  );
}
