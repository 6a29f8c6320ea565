// I6: who has the lease has it once: after another one took it, it does no more. I7: who has
// it, and is not stopped by anybody, makes a tick every so often, or ends.

import type { Tables } from './record.ts';
import type { Sight } from './sight.ts';
import type { Violation } from './violations.ts';

/** Beyond the interval of ticks, what a recovery may take that goes on after we can record no more. */
const PATIENCE_MS = 60_000;

/** Compares each look with those before. */
export function createTenureCheck(): (sight: Sight) => readonly Violation[] {
  const former = new Set<string>();
  let current: string | undefined;
  let quietSinceMs = 0;
  return ({ holder, atBootMs, tables }) => {
    if (holder === undefined) return [];
    const isNew = holder.name !== current;
    if (isNew && current !== undefined) former.add(current);
    current = holder.name;
    // While nothing can be read nobody can tell that it is quiet.
    const isExcused = isNew || holder.isStopped || tables === undefined;
    quietSinceMs = isExcused ? atBootMs : Math.max(quietSinceMs, lastTickMs(tables));
    if (former.has(current)) return [again(current)];
    return atBootMs - quietSinceMs > PATIENCE_MS ? [quiet(current)] : [];
  };
}

function lastTickMs({ ticks }: Tables): number {
  return ticks.at(-1)?.boot_ms ?? 0;
}

function again(name: string): Violation {
  return { invariant: 'I6', found: `pid ${name} has the lease again, after another one had taken it` };
}

function quiet(name: string): Violation {
  return {
    invariant: 'I7',
    found: `pid ${name} has the lease, and makes no tick for ${PATIENCE_MS / 1000} s`,
  };
}
