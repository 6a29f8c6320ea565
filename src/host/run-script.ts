// Runs a script to its end or to its deadline. What a script leaves running when it ends in time is its own business
// (it may be there to start something); at the deadline all of it is ended. Does not judge how it ended.

import { keepBounded } from './bounded-output.ts';
import type { RunSpec, ScriptOutcome } from './host.ts';
import { readTail } from './output-file.ts';
import type { Reach } from './quarry.ts';
import { scriptTree } from './script-tree.ts';
import { loadSpawn, type Spawned } from './spawn.ts';
import { terminate } from './terminate.ts';
import { within } from './within.ts';

const KILL_TIMEOUT_SECONDS = 5;

type Running = Extract<Spawned, { kind: 'spawned' }>;

/** Runs a script; its output replaces that of the last run. */
export async function runScript(reach: Reach, spec: RunSpec, timeoutSeconds: number): Promise<ScriptOutcome> {
  const spawn = await loadSpawn();
  const spawned = spawn(spec, 'replace');
  if (spawned.kind === 'failed') return { kind: 'not_started', why: (await spawned.failure).why };
  const unbound = keepBounded(spec.outputPath);
  try {
    return await watch(reach, { spec, spawned, timeoutSeconds });
  } finally {
    unbound();
  }
}

async function watch(
  reach: Reach,
  { spec, spawned, timeoutSeconds }: { spec: RunSpec; spawned: Running; timeoutSeconds: number },
): Promise<ScriptOutcome> {
  const leader = reach.processes.childAtBirth(spawned.pid);
  const ended = await within(spawned.ended, timeoutSeconds);
  if (ended !== undefined) return { kind: 'exited', ...ended, outputTail: readTail(spec.outputPath, 0) };
  const all = scriptTree(leader, spec.env.WATCHDOG_STEP);
  const end = await terminate(reach, all, { killTimeoutSeconds: KILL_TIMEOUT_SECONDS });
  spawned.release();
  const survivors = end.kind === 'unkillable' ? end.why : undefined;
  return { kind: 'timed_out', outputTail: readTail(spec.outputPath, 0), survivors };
}
