// A made-up service: whether its process lives, when it has beaten, and what befalls it. Times are milliseconds since the beginning.

import type { Habit, Happening } from './timeline.ts';

/** A made-up service. */
export interface Actor {
  readonly habit: Habit;
  readonly pid: number;
  /** Absent for who was there before we were. */
  readonly cookie: string | undefined;
  readonly startedMs: number;
  readonly isAlive: boolean;
  /** Since when it beats; it does not where this is absent. */
  readonly beatsFromMs: number | undefined;
  readonly status: 'running' | 'error';
  readonly canStart: boolean;
  /** Names of checks that fail; the empty one stands for all. */
  readonly failing: ReadonlySet<string>;
  /** What lies in its heartbeat file, as it was last written. */
  readonly file: { readonly pid: number; readonly atMs: number; readonly status: string } | undefined;
}

/** A service that has run since long before the beginning. */
export function createActor(habit: Habit, pid: number): Actor {
  const startedMs = -3_600_000;
  return {
    habit,
    pid,
    cookie: undefined,
    startedMs,
    isAlive: true,
    beatsFromMs: 0,
    status: 'running',
    canStart: true,
    failing: new Set(),
    file: undefined,
  };
}

/** The actor at a time: what it has written until then. */
export function until(actor: Actor, nowMs: number): Actor {
  const { beatsFromMs, habit, pid, status, isAlive } = actor;
  if (!isAlive || beatsFromMs === undefined || nowMs < beatsFromMs) return actor;
  const beats = Math.floor((nowMs - beatsFromMs) / habit.beatsEveryMs);
  const atMs = beatsFromMs + beats * habit.beatsEveryMs;
  return { ...actor, file: { pid, atMs, status } };
}

/** The actor after a start by us. */
export function started(actor: Actor, pid: number, nowMs: number): Actor {
  const beatsFromMs = nowMs + actor.habit.firstBeatMs;
  return {
    ...actor,
    pid,
    cookie: `cookie-${pid}`,
    startedMs: nowMs,
    isAlive: true,
    beatsFromMs,
    status: 'running',
  };
}

/** The actor after its end. */
export function ended(actor: Actor): Actor {
  return { ...actor, isAlive: false, beatsFromMs: undefined };
}

/** The actor after something has befallen it; `pid` is a fresh one. */
export function befallen(actor: Actor, { what, atMs, check = '' }: Happening, pid: number): Actor {
  switch (what) {
    case 'stops_beating':
      return { ...actor, beatsFromMs: undefined };
    case 'beats_again':
      return actor.isAlive ? { ...actor, beatsFromMs: atMs } : actor;
    case 'dies':
    case 'reboots':
    case 'off':
      return ended(actor);
    case 'comes_back':
      return { ...started(actor, pid, atMs), cookie: undefined };
    case 'reports_error':
      return { ...actor, status: 'error' };
    case 'reports_running':
      return { ...actor, status: 'running' };
    case 'cannot_start':
      return { ...actor, canStart: false };
    case 'can_start':
      return { ...actor, canStart: true };
    case 'fails_check':
      return { ...actor, failing: new Set([...actor.failing, check]) };
    case 'passes_check':
      return {
        ...actor,
        failing: new Set([...actor.failing].filter((one) => check !== '' && one !== check)),
      };
    case 'on':
      return actor.isAlive ? actor : started(actor, pid, atMs);
    case 'hold':
    case 'release':
    case 'steps_clock':
      return actor;
  }
}
