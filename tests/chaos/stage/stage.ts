// Sets the stage: thirty services that run, bystanders, a small disk under the database, and how fast this machine is now,
// by which everything else is paced.

import { afterTest } from '../../support/after-test.ts';
import { type Scene, scenario } from '../../support/scenario.ts';
import { mountSmallDisk, type SmallDisk } from '../../support/small-disk.ts';
import { type Bystander, gatherBystanders } from './bystanders.ts';
import { crashes, entryOf, groupsWith, TOYS } from './services.ts';

/** Where it all takes place. */
export interface Stage {
  readonly scene: Scene;
  readonly bystanders: readonly Bystander[];
  /** Under the database; only root can have one. */
  readonly disk: SmallDisk | undefined;
  /** What a short invocation takes on this machine now. */
  readonly paceMs: number;
}

/** How often a service may be recovered within how long. */
export interface Patience {
  readonly maxRestarts: number;
  readonly windowSeconds: number;
}

/** With those that crash. */
export const PATIENCE: Patience = { maxRestarts: 4, windowSeconds: 30 };

/** With the others there is no end to it: whoever hurts them, they are not given up, and must come back by themselves. */
export function patienceWith(key: string): Patience {
  return crashes(key) ? PATIENCE : UNBOUNDED;
}

const UNBOUNDED: Patience = { ...PATIENCE, maxRestarts: 1000 };

/** After how many failures in a row a service is recovered. */
export const THRESHOLD = 2;

const PROBES = 3;
const SLOWEST_MS = 5000;

/** Sets the stage; what is on it ends after the run. */
export async function setStage(): Promise<Stage> {
  const paceMs = await measurePace();
  const open = TOYS.reduce(
    (scenery, toy, index) =>
      scenery.service(toy.key, {
        ...entryOf(toy, index),
        timeout_seconds: timeoutSecondsAt(paceMs),
        restart_policy: policyWith(patienceWith(toy.key)),
      }),
    scenario(settingsFor(paceMs / 1000)),
  );
  const scene = open.open();
  const disk = process.getuid?.() === 0 ? mountSmallDisk(scene.path('state'), 'size=64m') : undefined;
  // Mounts are undone before what uses them is ended; a second end of the calls costs nothing.
  afterTest(scene.endCalls);
  return { scene, bystanders: gatherBystanders(), disk, paceMs };
}

async function measurePace(): Promise<number> {
  const scene = scenario()
    .service('probe', { commands: { start: 'true' } })
    .open();
  const began = performance.now();
  for (let probe = 0; probe < PROBES; probe += 1) await scene.watchdog('status', '--json');
  return Math.min(SLOWEST_MS, (performance.now() - began) / PROBES);
}

/** Patient enough for a machine that is as fast as that. */
function settingsFor(paceSeconds: number) {
  return {
    kill_timeout: 1,
    consecutive_failures_threshold: THRESHOLD,
    check_interval_seconds: Math.ceil(Math.max(2, 2 * paceSeconds)),
    groups: groupsWith(policyWith(UNBOUNDED)),
    defaults: {
      start_grace_seconds: Math.max(10, 4 * paceSeconds),
      env: { RUN_PID: String(process.pid) },
    },
  };
}

function policyWith({ maxRestarts, windowSeconds }: Patience) {
  return {
    max_restarts: maxRestarts,
    window_seconds: windowSeconds,
    // Not shorter than the window, or a forgotten attempt might lie within it.
    stable_seconds: windowSeconds,
    backoff_seconds: 1,
    max_backoff_seconds: 4,
  };
}

/** After how long without a beat a service counts as hung. */
export function timeoutSecondsAt(paceMs: number): number {
  return Math.max(4, (3 * paceMs) / 1000);
}
