// One invocation of supervision, which may die at any of its effects.

import type { Config } from '../../src/config/config.ts';
import type { LogLine } from '../../src/log.ts';
import type { RequestBox, Store } from '../../src/store/store.ts';
import { createLookout } from '../../src/supervision/lookout.ts';
import { type RunReport, run } from '../../src/supervision/run.ts';
import type { Schedule } from '../../src/supervision/shift.ts';
import { recall, type World } from '../../src/supervision/world.ts';
import type { FakeHost } from './fake-host.ts';
import { type Life, mortal } from './mortal.ts';
import type { StoreRig } from './store-rig.ts';

/** One invocation that holds the lease. */
export interface Shift {
  readonly world: World;
  readonly life: Life;
  /** Asks it to stop, as a signal does. */
  stop(): void;
  run(schedule?: Partial<Schedule>): Promise<RunReport>;
}

/** Where invocations work, one after another. */
export interface Stage {
  readonly host: FakeHost;
  readonly record: StoreRig;
  readonly log: LogLine[];
  config: Config;
}

/** Passes every five seconds for a minute. */
export const REPEATED = { passes: 'repeated', intervalMs: 5000, forMs: 60_000 } as const;

const STORE_DEEDS = [
  'commitTick',
  'beginRecovery',
  'beginStep',
  'endStep',
  'endRecovery',
  'saveState',
] as const satisfies readonly (keyof Store)[];
const BOX_DEEDS = ['progress', 'finish', 'withdraw'] as const satisfies readonly (keyof RequestBox)[];

/** An invocation takes the lease, and remembers what is on record. */
export function beginShift({ host, record, config, log }: Stage, life: Life): Shift {
  const opened = record.ready();
  let mayAct = true;
  host.midway = (what) => life.to(what);
  const store = mortal(opened.store, life, STORE_DEEDS);
  const world: World = {
    config,
    host: mortal(host, life, ['launch', 'runScript', 'terminate']),
    store,
    requests: mortal(opened.requests, life, BOX_DEEDS),
    log: (line) => log.push(line),
    memory: recall(store),
    lookout: createLookout(host),
    refreshConfig: () => undefined,
    dueWithin: () => undefined,
    mayAct: () => mayAct,
    holdsLease: () => true,
  };
  return {
    world,
    life,
    stop: () => {
      mayAct = false;
    },
    run: (schedule) => {
      const done = run(world, { passes: 'once', intervalMs: 60_000, forMs: 0, ...schedule });
      // A test that failed meanwhile waits for it no more, and its database is closed.
      done.catch(() => undefined);
      return done;
    },
  };
}
