// What is going on in one invocation while it holds the lease, and the questions that decide what it does next.

import type { Pass } from './finding.ts';
import type { Ending } from './performance.ts';
import { type Performer, performerFor } from './performer.ts';
import type { World } from './world.ts';

/** When passes are made. */
export interface Schedule {
  /** `none`: only requests are served, though passes are made while that takes long. */
  readonly passes: 'none' | 'once' | 'repeated';
  readonly intervalMs: number;
  /** Repeated passes end this long after the first; a successor may end them earlier. So do those that follow a single one. */
  readonly forMs: number;
}

/** The checks for the pass that is due, while they are under way. */
export interface Looking {
  readonly done: Promise<unknown>;
  /** When they were begun, on the monotonic clock. */
  readonly beganMs: number;
  /** How long they are waited for, on the monotonic clock. */
  readonly untilMs: number;
}

/** What is going on in one invocation. */
export interface Shift {
  readonly world: World;
  readonly schedule: Schedule;
  /** Is told of each pass once its recoveries have begun. */
  readonly afterPass: ((pass: Pass) => void) | undefined;
  readonly perform: Performer;
  readonly beganMs: number;
  nextPassMs: number;
  /** The checks for the pass that is due, while they are under way. */
  looking: Looking | undefined;
  passes: number;
  /** Who waits for whom to come up: for these a further pass follows a single one. */
  followUp: ReadonlySet<string> | undefined;
  pass: Pass | undefined;
  readonly endings: Ending[];
  /** Requests and recoveries not yet come to an end. */
  readonly open: Set<Promise<unknown>>;
  /** The first thing that went wrong with us; thrown once all that is open has ended. */
  failure: { readonly cause: unknown } | undefined;
  /** Superseded instances are being ended. */
  isFencing: boolean;
  isHandedOver: boolean;
  /** How much had happened when people were last told. */
  toldOf: number;
}

/** A shift that begins now. */
export function beginShift(world: World, schedule: Schedule, afterPass?: Shift['afterPass']): Shift {
  const beganMs = world.host.now().monotonicMs;
  return {
    world,
    schedule,
    afterPass,
    perform: performerFor(world),
    beganMs,
    nextPassMs: schedule.passes === 'none' ? beganMs + schedule.intervalMs : beganMs,
    looking: undefined,
    passes: 0,
    followUp: undefined,
    pass: undefined,
    endings: [],
    open: new Set(),
    failure: undefined,
    isFencing: false,
    isHandedOver: false,
    toldOf: 0,
  };
}

/** Whether anything new may be begun. */
export function isActing({ world, failure, isHandedOver }: Shift): boolean {
  return world.mayAct() && failure === undefined && !isHandedOver;
}

/** Whether it is time for a pass. */
export function isPassDue(shift: Shift): boolean {
  // What was looked at for a pass is judged in it, though all else has ended meanwhile.
  const isLastMade = shift.passes > 0 && shift.open.size === 0 && shift.looking === undefined;
  if (isLastMade && isOver(shift)) return false;
  return shift.world.host.now().monotonicMs >= shift.nextPassMs;
}

/** Whether nothing is left to do. */
export function isDone(shift: Shift): boolean {
  const isPassToCome = shift.looking !== undefined && isActing(shift);
  return shift.open.size === 0 && !isPassToCome && (!isActing(shift) || isOver(shift));
}

function isOver({ world, schedule, beganMs, followUp }: Shift): boolean {
  if (schedule.passes !== 'repeated') return followUp === undefined;
  return world.host.now().monotonicMs - beganMs >= schedule.forMs && !world.lookout.owesAnswer();
}
