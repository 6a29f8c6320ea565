// I4: what lives was started, and what was ended was ended, by a step on record. Who ended by himself, or by our nemesis, is
// told by whoever knows.

import type { Actor } from '../../support/scene-processes.ts';
import { nameOf } from '../nemesis/ledger.ts';
import { endsByItself } from '../stage/services.ts';
import type { Step, Tables } from './record.ts';
import type { Seen } from './sight.ts';
import type { Violation } from './violations.ts';

/** Compares what lives now with what lived before and with the tables. */
export interface IntentCheck {
  /** Without tables nothing is judged yet, nor forgotten. */
  look(services: readonly Seen[], tables: Tables | undefined): readonly Violation[];
}

interface Remembered {
  readonly actor: Actor;
  readonly seen: Seen;
}

/** Remembers nothing yet; `isKilled` says whether a process was ended by somebody who needs no intent. */
export function createIntentCheck(isKilled: (actor: Actor) => boolean): IntentCheck {
  const startOf = new Map<string, number>();
  let before = new Map<string, Remembered>();
  const gone = (now: ReadonlyMap<string, Remembered>) =>
    [...before].filter(([name]) => !now.has(name)).map(([, remembered]) => remembered);
  return {
    look: (services, tables) => {
      const now = namesIn(services);
      if (tables === undefined) {
        before = new Map([...before, ...now]);
        return [];
      }
      for (const { cookie, recovery_id } of tables.steps)
        if (cookie !== null) startOf.set(cookie, recovery_id);
      const ended = gone(now).filter(({ actor, seen }) => !isKilled(actor) && !endsByItself(seen.toy));
      before = now;
      return [
        ...unintendedStarts(now, startOf),
        ...ended.filter((one) => !isIntended(one, tables, startOf)).map(unintendedEnd),
      ];
    },
  };
}

function namesIn(services: readonly Seen[]): Map<string, Remembered> {
  return new Map(
    services.flatMap((seen) => seen.living.map((actor) => [nameOf(actor), { actor, seen }] as const)),
  );
}

function unintendedStarts(
  now: ReadonlyMap<string, Remembered>,
  startOf: ReadonlyMap<string, number>,
): readonly Violation[] {
  return [...now.values()]
    .filter(({ actor }) => !startOf.has(cookieOf(actor)))
    .map(({ actor, seen }) => ({
      invariant: 'I4',
      found: `pid ${actor.pid} of ${seen.toy.key} was started, and no step on record has its cookie ${cookieOf(actor)}`,
    }));
}

/** A later recovery has begun to end it, or it was told that it is superseded. */
function isIntended(
  { actor, seen }: Remembered,
  { steps, superseded }: Tables,
  startOf: ReadonlyMap<string, number>,
): boolean {
  const started = startOf.get(cookieOf(actor)) ?? 0;
  const isEnd = ({ key, action, begun_at, recovery_id }: Step) =>
    key === seen.toy.key && ENDING.includes(action) && begun_at !== null && recovery_id > started;
  return steps.some(isEnd) || superseded.some(({ message }) => message.includes(cookieOf(actor)));
}

const ENDING = ['stop', 'kill'];

function unintendedEnd({ actor, seen }: Remembered): Violation {
  return {
    invariant: 'I4',
    found: `pid ${actor.pid} of ${seen.toy.key} was ended, and no step that ends it is on record`,
  };
}

function cookieOf({ env }: Actor): string {
  return env.WATCHDOG_INSTANCE ?? '';
}
