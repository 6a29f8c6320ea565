// Ends a whole set of processes and proves that none of it lives: TERM, wait, kill their cgroup, STOP the others, look again,
// KILL, look again.
// Does not know which processes belong together: the selection says so, each time anew.

import { setTimeout as sleep } from 'node:timers/promises';

import type { ProcessFacts } from '../core/process.ts';
import type { Rung, Signal } from '../core/signal.ts';
import { whyStillInside } from './born-inside.ts';
import { monotonicMs } from './clock.ts';
import { errorCode } from './error-code.ts';
import type { Selection, TerminateOutcome, TerminateTiming } from './host.ts';
import { createQuarry, type Quarry, type Reach } from './quarry.ts';
import { isOurselvesOrAbove } from './send-signal.ts';

const FIRST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 200;
const PROOF_WITHIN_MS = 5000;
const FREEZE_ROUNDS = 10;

/** Ends what the selection picks; resolves when nothing of it lives, or when it is sure that something will not end. */
export async function terminate(
  reach: Reach,
  selection: Selection,
  timing: TerminateTiming,
): Promise<TerminateOutcome> {
  const startedAtMs = monotonicMs();
  const quarry = createQuarry(reach, selection);
  const caught = whyStillInside();
  if (caught !== undefined) return { kind: 'unkillable', survivors: [], why: caught };
  try {
    const targets = quarry.search();
    if (targets.length === 0) return { kind: 'nothing' };
    if (targets.some(({ pid }) => isOurselvesOrAbove(pid, reach.processes.lookAt)))
      return beforeOurselves(targets);
    const by = await end(quarry, timing);
    const survivors = quarry.search();
    if (survivors.length > 0) return { kind: 'unkillable', survivors, why: quarry.explain(survivors) };
    const [populated] = quarry.populated();
    if (populated !== undefined) return { kind: 'unkillable', survivors, why: unseen(populated) };
    quarry.removeEmpty();
    return {
      kind: 'ended',
      count: quarry.count(),
      forced: by === 'SIGKILL',
      by,
      durationMs: Math.round(monotonicMs() - startedAtMs),
    };
  } catch (error) {
    // Without the table nothing is proven, and what is not proven dead counts as alive.
    return {
      kind: 'unkillable',
      survivors: [],
      why: `the process table could not be read (${errorCode(error)})`,
    };
  }
}

/** Lets those of the picked that are stopped go on. */
export function wake({ processes, sendSignal }: Reach, selection: Selection): void {
  for (const it of selection(processes.table())) if (it.state === 'T') sendSignal(it, 'SIGCONT');
}

/** What runs inside the service would be left half done: nothing is begun. */
function beforeOurselves(survivors: readonly ProcessFacts[]): TerminateOutcome {
  const why = 'we run inside it, and would end ourselves; run watchdog from outside of the service';
  return { kind: 'unkillable', survivors, why };
}

/** The kernel says that something lives where we see nobody. */
function unseen(cgroup: string): string {
  return `${cgroup}: something lives in there that we cannot see`;
}

/** Asks, rung by rung, then forces; answers with the last signal that was needed. */
async function end(quarry: Quarry, timing: TerminateTiming): Promise<Signal> {
  const { ladder = [['SIGTERM', timing.killTimeoutSeconds]] } = timing;
  for (const [signal, waitSeconds] of ladder) {
    if (signal === 'SIGKILL') break;
    askToEnd(quarry, signal);
    if (await isEmptyWithin(waitSeconds * 1000, quarry)) return signal;
  }
  killTogether(quarry);
  freeze(quarry);
  quarry.signal(quarry.search(), 'SIGKILL');
  const onNewcomers = () => quarry.signal(killTogether(quarry), 'SIGKILL');
  await isEmptyWithin(proofMs(ladder), quarry, onNewcomers);
  return 'SIGKILL';
}

/** Never too short a time to believe that something survives. */
function proofMs(ladder: readonly Rung[]): number {
  const [signal, waitSeconds = 0] = ladder.at(-1) ?? [];
  return Math.max(PROOF_WITHIN_MS, signal === 'SIGKILL' ? waitSeconds * 1000 : 0);
}

/** Whom a cgroup holds cannot fork away from its end. Returns all that were found in the same breath. */
function killTogether(quarry: Quarry): readonly ProcessFacts[] {
  const found = quarry.search();
  quarry.killEnclosed();
  return found;
}

/** A stopped process takes the signal only when it goes on. */
function askToEnd(quarry: Quarry, signal: Signal): void {
  const asked = quarry.search();
  quarry.signal(asked, signal);
  quarry.signal(
    asked.filter(({ state }) => state === 'T'),
    'SIGCONT',
  );
}

/** Stops all, until a search finds nobody new: what stands still cannot fork away from the KILL. */
function freeze(quarry: Quarry): void {
  const stopped = new Set<number>();
  for (let round = 0; round < FREEZE_ROUNDS; round += 1) {
    const moving = quarry.search().filter(({ pid }) => !stopped.has(pid));
    if (moving.length === 0) return;
    quarry.signal(moving, 'SIGSTOP');
    for (const { pid } of moving) stopped.add(pid);
  }
}

/** Waits until none is left whom a signal can reach; `onNewcomers` is called when those known are dead and others not. */
async function isEmptyWithin(limitMs: number, quarry: Quarry, onNewcomers = () => {}): Promise<boolean> {
  const deadlineMs = monotonicMs() + limitMs;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 1.5, LONGEST_WAIT_MS)) {
    if (!quarry.isAnyLeft()) {
      quarry.search();
      if (!quarry.isAnyLeft() && quarry.populated().length === 0) return true;
      onNewcomers();
    }
    const leftMs = deadlineMs - monotonicMs();
    if (leftMs <= 0) return false;
    await sleep(Math.min(waitMs, leftMs));
  }
}
