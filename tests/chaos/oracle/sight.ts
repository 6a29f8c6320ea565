// All that is seen at one look: first the processes, then the tables, so that an intent is older than what is seen of its effect
// is judged.

import { type Actor, actorAt } from '../../support/scene-processes.ts';
import { TOYS, type Toy } from '../stage/services.ts';
import type { Stage } from '../stage/stage.ts';
import { type Holder, readHolder, sinceBootMs } from './holder.ts';
import { readTables, type Tables } from './record.ts';

/** What is seen at one look. */
export interface Sight {
  readonly services: readonly Seen[];
  /** What became of bystanders. */
  readonly harms: readonly string[];
  readonly tables: Tables | undefined;
  readonly holder: Holder | undefined;
  readonly atBootMs: number;
}

/** One service, and what lives of it at one common instant. */
export interface Seen {
  readonly toy: Toy;
  readonly living: readonly Actor[];
}

/** Looks at everything. */
export function look({ scene, bystanders }: Stage): Sight {
  const actors = scene.everything().filter(({ env }) => env.WATCHDOG_INSTANCE);
  // Who still lives after all were seen has lived together with all others that do.
  const together = actors.filter(({ pid, startTicks }) => actorAt(pid)?.startTicks === startTicks);
  return {
    services: TOYS.map((toy) => ({
      toy,
      living: together.filter(({ env }) => env.WATCHDOG_KEY === toy.key),
    })),
    harms: bystanders.flatMap(({ pid, harm }) => {
      const found = harm();
      return found === undefined ? [] : [`bystander ${pid} was ${found}`];
    }),
    atBootMs: sinceBootMs(),
    tables: readTables(scene.path('state', 'watchdog.db')),
    holder: readHolder(scene.path('state', 'watchdog.db-holder')),
  };
}
