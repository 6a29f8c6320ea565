// What was done to whom, so that nobody else is blamed for it, and since when a service has to be brought back.

import { type Actor, signal } from '../../support/scene-processes.ts';

/** The book of what was done. */
export interface Ledger {
  /** Ends a process, and takes that down. */
  kill(actor: Actor): void;
  /** All that were ended so, the first one first. */
  readonly acts: readonly Act[];
  /** Whether it was us who ended it. */
  hasKilled(actor: Actor): boolean;
  /** A service was hurt so that it has to be recovered. */
  hurt(key: string): void;
  /** The services that were hurt and have not come back: since when, on the monotonic clock in milliseconds. */
  readonly hurtSince: Map<string, number>;
  /** One more fault of that kind. */
  count(fault: string): void;
  readonly faults: ReadonlyMap<string, number>;
}

/** Something that was done to a service, and when, in milliseconds since 1970. */
export interface Act {
  readonly key: string | undefined;
  readonly atMs: number;
  readonly what: string;
}

/** An empty book. */
export function createLedger(): Ledger {
  const killed = new Set<string>();
  const acts: Act[] = [];
  const hurtSince = new Map<string, number>();
  const faults = new Map<string, number>();
  return {
    kill: (actor) => {
      killed.add(nameOf(actor));
      acts.push({
        key: actor.env.WATCHDOG_KEY,
        atMs: Date.now(),
        what: `the nemesis kills pid ${actor.pid}`,
      });
      signal(actor, 'SIGKILL');
    },
    acts,
    hasKilled: (actor) => killed.has(nameOf(actor)),
    hurt: (key) => {
      if (!hurtSince.has(key)) hurtSince.set(key, performance.now());
    },
    hurtSince,
    count: (fault) => faults.set(fault, (faults.get(fault) ?? 0) + 1),
    faults,
  };
}

/** What tells a process from every other one of this boot. */
export function nameOf({ pid, startTicks }: Pick<Actor, 'pid' | 'startTicks'>): string {
  return `${pid} since ${startTicks}`;
}
