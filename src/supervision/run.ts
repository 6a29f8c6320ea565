// One invocation while it holds the lease: passes and requests, until nothing is left to do. A recovery that takes long
// never blinds it: passes go on beside it. Knows nothing of how the lease was come by.

import { setTimeout as sleep } from 'node:timers/promises';
import type { RecoveryRecord } from '../core/recovery.ts';
import type { Pass } from './finding.ts';
import type { Ending } from './performance.ts';
import { type Performer, performerFor } from './performer.ts';
import { serve } from './serve-requests.ts';
import { tick } from './tick.ts';
import type { World } from './world.ts';

/** When passes are made. */
export interface Schedule {
  /** `none`: only requests are served, though passes are made while that takes long. */
  readonly passes: 'none' | 'once' | 'repeated';
  readonly intervalMs: number;
  /** Repeated passes end this long after the first; a successor may end them earlier. */
  readonly forMs: number;
}

/** What an invocation did. */
export interface RunReport {
  /** The last pass; absent when none was made. */
  readonly pass: Pass | undefined;
  readonly passes: number;
  /** Recoveries that came to an end, in that order. */
  readonly endings: readonly Ending[];
}

/** How often the letter box is looked into while something else is waited for. */
const POLL_MS = 200;

/** What is going on in one invocation. */
interface Shift {
  readonly world: World;
  readonly schedule: Schedule;
  readonly perform: Performer;
  readonly beganMs: number;
  nextPassMs: number;
  passes: number;
  pass: Pass | undefined;
  readonly endings: Ending[];
  /** Requests and recoveries not yet come to an end. */
  readonly open: Set<Promise<unknown>>;
  /** The first thing that went wrong with us; thrown once all that is open has ended. */
  failure: { readonly cause: unknown } | undefined;
  isHandedOver: boolean;
}

/** Works until nothing is left to do. Throws StoreError when the record cannot be written; no effect goes unrecorded. */
export async function run(world: World, schedule: Schedule): Promise<RunReport> {
  const shift = begin(world, schedule);
  for (;;) {
    if (isActing(shift)) serveRequests(shift);
    if (isActing(shift) && isPassDue(shift)) makePass(shift);
    if (isDone(shift)) break;
    await somethingToDo(shift);
  }
  if (shift.failure !== undefined) throw shift.failure.cause;
  return { pass: shift.pass, passes: shift.passes, endings: shift.endings };
}

function begin(world: World, schedule: Schedule): Shift {
  const beganMs = world.host.now().monotonicMs;
  return {
    world,
    schedule,
    perform: performerFor(world),
    beganMs,
    nextPassMs: schedule.passes === 'none' ? beganMs + schedule.intervalMs : beganMs,
    passes: 0,
    pass: undefined,
    endings: [],
    open: new Set(),
    failure: undefined,
    isHandedOver: false,
  };
}

function isActing({ world, failure, isHandedOver }: Shift): boolean {
  return world.mayAct() && failure === undefined && !isHandedOver;
}

function serveRequests(shift: Shift): void {
  const { world, open } = shift;
  for (const request of world.requests.pending()) {
    if (request.kind !== 'hand_over') track(shift, serve(request, world, shift.perform));
    else if (open.size === 0 && shift.schedule.passes === 'repeated') {
      world.requests.finish(request.id, 'done', 'handed over');
      shift.isHandedOver = true;
    }
  }
}

function isPassDue(shift: Shift): boolean {
  const { schedule, passes, world, nextPassMs } = shift;
  if (schedule.passes === 'repeated' && passes > 0 && isOver(shift) && shift.open.size === 0) return false;
  return world.host.now().monotonicMs >= nextPassMs;
}

function makePass(shift: Shift): void {
  const { pass, recoveries } = tick(shift.world);
  shift.pass = pass;
  shift.passes += 1;
  // After a pause nothing is caught up on: one pass says it all.
  shift.nextPassMs = Math.max(
    shift.nextPassMs + shift.schedule.intervalMs,
    shift.world.host.now().monotonicMs,
  );
  for (const recovery of recoveries) perform(shift, recovery);
}

function perform(shift: Shift, recovery: RecoveryRecord): void {
  track(
    shift,
    shift.perform(recovery).ended.then((ending) => shift.endings.push(ending)),
  );
}

function track(shift: Shift, work: Promise<unknown>): void {
  const tracked: Promise<unknown> = work
    .catch((cause: unknown) => {
      shift.failure ??= { cause };
    })
    .finally(() => shift.open.delete(tracked));
  shift.open.add(tracked);
}

function isDone(shift: Shift): boolean {
  if (shift.open.size > 0) return false;
  if (!isActing(shift)) return true;
  return shift.schedule.passes !== 'repeated' || isOver(shift);
}

function isOver({ world, schedule, beganMs }: Shift): boolean {
  return world.host.now().monotonicMs - beganMs >= schedule.forMs;
}

/** Waits until something open has ended, or it is time to look again. */
async function somethingToDo({ open, nextPassMs, world }: Shift): Promise<void> {
  const waitMs = Math.max(1, Math.min(POLL_MS, nextPassMs - world.host.now().monotonicMs));
  const timer = new AbortController();
  const waited = sleep(waitMs, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([...open, waited]);
  timer.abort();
}
