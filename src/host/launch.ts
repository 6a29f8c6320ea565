// Starts a service and watches its first moments, then lets go of it. Does not know what a service is, nor whether a
// start that ended well has left the real program behind.

import type { ProcessFacts } from '../core/process.ts';
import type { LaunchOutcome, OnSpawned, RunSpec } from './host.ts';
import { readTail } from './output-file.ts';
import type { Processes } from './processes.ts';
import { loadSpawn, type Spawned } from './spawn.ts';
import { within } from './within.ts';

/** How long to watch, and whom to tell as soon as there is a process. */
export interface Watch {
  readonly verifyDelaySeconds: number;
  readonly onSpawned: OnSpawned;
}

/** Starts a program, its output added to what is there; we may exit before it does. */
export async function launch(processes: Processes, spec: RunSpec, watch: Watch): Promise<LaunchOutcome> {
  const spawn = await loadSpawn();
  const spawned = spawn(spec, 'append');
  if (spawned.kind === 'failed') return { kind: 'not_started', ...(await spawned.failure) };
  try {
    const leader = processes.childAtBirth(spawned.pid);
    if (leader === undefined) return discard(spawned, 'its identity could not be read');
    const refusal = watch.onSpawned(leader, spawned.trouble);
    if (refusal !== undefined) return discard(spawned, refusal);
    const ended =
      (await within(spawned.ended, watch.verifyDelaySeconds)) ??
      (isDead(leader, processes) ? await spawned.ended : undefined);
    if (ended === undefined) return { kind: 'running', leader: asNow(leader, processes) };
    return { kind: 'exited', ...ended, outputTail: readTail(spec.outputPath, spawned.outputStartsAt) };
  } finally {
    spawned.release();
  }
}

/** What no record names must not run. */
function discard(spawned: Extract<Spawned, { kind: 'spawned' }>, why: string): LaunchOutcome {
  spawned.discard();
  return { kind: 'not_started', why: `process ${spawned.pid}: ${why}, so it was ended` };
}

function isDead(leader: ProcessFacts, processes: Processes): boolean {
  return processes.lookAt(leader.pid, leader).kind === 'dead';
}

/** It may have become another program since, with another group or environment. */
function asNow(leader: ProcessFacts, processes: Processes): ProcessFacts {
  const seen = processes.lookAt(leader.pid, undefined);
  return seen.kind === 'alive' ? seen.process : leader;
}
