// Runs a script to its end or to its deadline. What a script leaves running when it ends in time is its own business
// (it may be there to start something); at the deadline all of it is ended. Does not judge how it ended.

import { keepBounded } from './bounded-output.ts';
import type { RunSpec, ScriptOutcome, ScriptTails } from './host.ts';
import { readTail } from './output-file.ts';
import type { Reach } from './quarry.ts';
import { scriptTree } from './script-tree.ts';
import { loadSpawn, type Spawned } from './spawn.ts';
import { terminate } from './terminate.ts';
import { within } from './within.ts';

const KILL_TIMEOUT_SECONDS = 5;

type Running = Extract<Spawned, { kind: 'spawned' }>;

/** How long a script may run. */
export interface Deadline {
  readonly timeoutSeconds: number;
  /** It is over as soon as this says so. */
  readonly callOff: AbortSignal | undefined;
}

/** Runs a script; its output replaces that of the last run. */
export async function runScript(reach: Reach, spec: RunSpec, deadline: Deadline): Promise<ScriptOutcome> {
  const spawn = await loadSpawn();
  const spawned = spawn(spec, 'replace');
  if (spawned.kind === 'failed') return { kind: 'not_started', why: (await spawned.failure).why };
  const unbound = [spec.outputPath, spec.errorsPath].flatMap((path) =>
    path === undefined ? [] : [keepBounded(path)],
  );
  try {
    return await watch(reach, { spec, spawned, ...deadline });
  } finally {
    for (const release of unbound) release();
  }
}

async function watch(
  reach: Reach,
  { spec, spawned, timeoutSeconds, callOff }: { spec: RunSpec; spawned: Running } & Deadline,
): Promise<ScriptOutcome> {
  const leader = reach.processes.childAtBirth(spawned.pid);
  const ended = await within(Promise.race([spawned.ended, abortOf(callOff)]), timeoutSeconds);
  if (ended !== undefined) return { kind: 'exited', ...ended, ...tailsOf(spec) };
  const all = scriptTree(leader, spec.env.WATCHDOG_STEP);
  const end = await terminate(reach, all, {
    killTimeoutSeconds: spec.killTimeoutSeconds ?? KILL_TIMEOUT_SECONDS,
  });
  spawned.release();
  const survivors = end.kind === 'unkillable' ? end.why : undefined;
  return { kind: 'timed_out', ...tailsOf(spec), survivors };
}

function tailsOf({ outputPath, errorsPath }: RunSpec): ScriptTails {
  const errorsTail = errorsPath === undefined ? '' : readTail(errorsPath, 0);
  return { outputTail: readTail(outputPath, 0), ...(errorsTail !== '' && { errorsTail }) };
}

function abortOf(signal: AbortSignal | undefined): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve(undefined);
    signal?.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
