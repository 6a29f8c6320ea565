// One invocation while it holds the lease: passes and requests, until nothing is left to do. A recovery that takes long
// never blinds it: passes go on beside it. Knows nothing of how the lease was come by.

import { setTimeout as sleep } from 'node:timers/promises';
import type { RecoveryRecord } from '../core/recovery.ts';
import type { Request } from '../core/request.ts';
import { endInterrupted } from './end-interrupted.ts';
import { endLeftChecks } from './end-left-checks.ts';
import { fence } from './fence.ts';
import type { Pass } from './finding.ts';
import { awaited, FOLLOW_UP_MS } from './follow-up.ts';
import { hasLookedAround } from './look-around.ts';
import type { Ending } from './performance.ts';
import { serve } from './serve-requests.ts';
import { beginShift, isActing, isDone, isPassDue, type Schedule, type Shift } from './shift.ts';
import { tick } from './tick.ts';
import type { World } from './world.ts';

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
/** Beyond two intervals, how long a successor waits for the lease. */
export const HAND_OVER_PATIENCE_MS = 5000;

/** Works until nothing is left to do; each pass that was committed is told of. Throws StoreError when the record cannot be written; no effect goes unrecorded. */
export async function run(
  world: World,
  schedule: Schedule,
  afterPass?: (pass: Pass) => void,
): Promise<RunReport> {
  const shift = beginShift(world, schedule, afterPass);
  const cleaning = schedule.passes === 'none' ? undefined : endLeftChecks(world);
  // To wait for nothing would load the timers of Node at every tick.
  if (cleaning !== undefined) track(shift, cleaning);
  for (;;) {
    proceed(shift);
    if (isDone(shift) && !tellNews(shift)) break;
    await somethingToDo(shift);
  }
  await world.lookout.stop();
  if (shift.failure !== undefined) throw shift.failure.cause;
  return { pass: shift.pass, passes: shift.passes, endings: shift.endings };
}

/** Does what is to be done now. What goes wrong with us waits until all that is open has ended: the lease is held for it. */
function proceed(shift: Shift): void {
  try {
    if (isActing(shift)) serveRequests(shift);
    if (isActing(shift) && isPassDue(shift) && hasLookedAround(shift)) makePass(shift);
  } catch (cause) {
    shift.failure ??= { cause };
  }
}

function serveRequests(shift: Shift): void {
  const { world } = shift;
  const pending = world.requests.pending();
  // Whoever asks may have edited the file right before, and means what it says now.
  if (pending.length > 0) world.refreshConfig();
  for (const request of pending) {
    if (request.kind !== 'hand_over') track(shift, serve(request, world, shift.perform));
    else if (isForgotten(request, shift)) world.requests.withdraw(request.id);
    else if (isFreeToGo(shift)) {
      world.requests.finish(request.id, 'done', 'handed over');
      shift.isHandedOver = true;
      return; // what else is asked is for the successor to do
    }
  }
}

/** With nothing open, and each check seen through once: cut short by every successor, what hangs would never have failed. */
function isFreeToGo({ open, schedule, world }: Shift): boolean {
  return open.size === 0 && schedule.passes === 'repeated' && !world.lookout.owesAnswer();
}

/** Nobody waits for the lease so long: whoever asked has died, and handing over would leave a gap. */
function isForgotten({ madeAtMs }: Request, { world, schedule }: Shift): boolean {
  // What was made in the future was made before the wall clock was set back, nobody knows how long ago.
  const agoMs = Math.abs(world.host.now().wallMs - madeAtMs);
  return agoMs > 2 * schedule.intervalMs + HAND_OVER_PATIENCE_MS;
}

function makePass(shift: Shift): void {
  const lookedFromMs = shift.looking?.beganMs;
  shift.looking = undefined;
  if (shift.passes > 0) shift.world.dueWithin(shift.schedule.intervalMs);
  shift.world.refreshConfig();
  // Counted from this one: after a pause nothing is caught up on, for one look more tells nothing more.
  const beganMs = shift.world.host.now().monotonicMs;
  const { pass, recoveries, closed, suspects } = tick(shift.world, {
    isFollowUp: shift.followUp !== undefined,
    beganMs: lookedFromMs ?? beganMs,
  });
  shift.pass = pass;
  shift.passes += 1;
  shift.followUp = awaited(shift);
  shift.nextPassMs = beganMs + (shift.followUp === undefined ? shift.schedule.intervalMs : FOLLOW_UP_MS);
  for (const recovery of recoveries) perform(shift, recovery);
  for (const key of closed) track(shift, sweep(shift.world, key));
  if (suspects.length > 0) keepApart(shift, suspects);
  shift.afterPass?.(pass);
  // Who waits for news does not wait for the end of a recovery, and no recovery waits for them.
  if (recoveries.length > 0 || shift.schedule.passes === 'repeated') setImmediate(() => tellNews(shift));
}

/** Has people told what is new, unless they were; answers whether that is going on now. */
function tellNews(shift: Shift): boolean {
  const { world, passes, endings } = shift;
  const happened = passes + endings.length;
  if (happened === shift.toldOf || shift.schedule.passes === 'none' || !isActing(shift)) return false;
  const telling = world.tell?.(world);
  shift.toldOf = happened;
  if (telling !== undefined) track(shift, telling);
  return telling !== undefined;
}

/** One at a time, and none beside a recovery, which ends them too: what still lives is seen again at the next pass. */
function keepApart(shift: Shift, suspects: readonly string[]): void {
  const { world } = shift;
  const keys = suspects.filter((key) => !world.memory.performances.has(key));
  if (shift.isFencing || keys.length === 0 || !isActing(shift)) return;
  shift.isFencing = true;
  const over = () => {
    shift.isFencing = false;
  };
  track(shift, fence(keys, world).finally(over));
}

/** What was closed is not gone on with, so nobody else will say that a script of it lives on. */
async function sweep(world: World, key: string): Promise<void> {
  const problem = await endInterrupted(world, key);
  if (problem !== undefined) world.log({ level: 'WARNING', key, message: problem });
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

/** What has arrived is waited for no more: whoever may not act makes no pass of it, and would never let anything else happen. */
function arrivals(shift: Shift): readonly Promise<unknown>[] {
  return shift.looking === undefined || !isActing(shift) ? [] : [shift.looking.done];
}

/** Waits until something open has ended, or it is time to look again. */
async function somethingToDo(shift: Shift): Promise<void> {
  const { open, nextPassMs, world } = shift;
  // A pass that is due and will not be made is nothing to hurry for.
  const wakeMs = shift.looking?.untilMs ?? nextPassMs;
  const untilPassMs = isActing(shift) ? wakeMs - world.host.now().monotonicMs : POLL_MS;
  const waitMs = Math.max(1, Math.min(POLL_MS, untilPassMs));
  const timer = new AbortController();
  const waited = sleep(waitMs, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([...open, ...arrivals(shift), waited]);
  timer.abort();
}
