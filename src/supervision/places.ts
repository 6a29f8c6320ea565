// How many looks are made at once: in all, and at one endpoint, so that one that hangs holds up only those who ask it.

import pLimit, { type LimitFunction } from 'p-limit';
import type { Probe } from '../config/check.ts';

/** Enough for a thousand answers in a second, and few enough for a small machine's open files. */
export const MOST_AT_ONCE = 64;
const MOST_AT_ONE = 16;

/** Does work as soon as there is a place for it. */
export type Place = <T>(work: () => Promise<T>) => Promise<T>;

/** Places for looks; what is read of this machine at once need not queue for one. */
export function createPlaces(): (probe: Probe) => Place {
  const all = pLimit(MOST_AT_ONCE);
  const byEndpoint = new Map<string, LimitFunction>();
  return (probe) => {
    if (isHere(probe)) return (work) => work();
    const endpoint = endpointOf(probe);
    if (endpoint === undefined) return all;
    const one = byEndpoint.get(endpoint) ?? pLimit(MOST_AT_ONE);
    byEndpoint.set(endpoint, one);
    return (work) => one(() => all(work));
  };
}

function isHere({ kind }: Probe): boolean {
  return kind === 'resources' || kind === 'busy';
}

/** Where others may ask, too; undefined of what only its own service has. */
function endpointOf(probe: Probe): string | undefined {
  if (probe.kind === 'http') return probe.socketPath ?? new URL(probe.url).host;
  if (probe.kind !== 'tcp') return undefined;
  return 'path' in probe.to ? probe.to.path : `${probe.to.host}:${probe.to.port}`;
}
