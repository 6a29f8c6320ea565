// Made-up processes of a made-up host.

import type { Liveness, ProcessFacts, ProcessMarks } from '../../../src/core/process.ts';
import { at } from './moments.ts';

/** The cookie of the instance that `anInstance` makes. */
export const COOKIE = 'cookie-of-web';

/** Somebody's marks: those of user 1000, without any variable of ours. */
export function marks(change: Partial<ProcessMarks> = {}): ProcessMarks {
  return { uid: 1000, instance: undefined, step: undefined, key: undefined, ...change };
}

/** A process of user 1000 that began ten minutes before noon, in a session of its own. */
export function aProcess(pid: number, change: Partial<ProcessFacts> = {}): ProcessFacts {
  return {
    pid,
    startTicks: 300_000 + pid,
    ppid: 1,
    pgid: pid,
    sid: pid,
    state: 'S',
    startedAtMs: at(-600).wallMs,
    kernelThread: false,
    marks: marks(),
    ...change,
  };
}

/** It lives. */
export function alive(process: ProcessFacts): Liveness {
  return { kind: 'alive', process };
}

/** It is gone. */
export const GONE: Liveness = { kind: 'dead', why: 'gone' };

/** We could not look. */
export const UNSEEN_PROCESS: Liveness = { kind: 'unknown', why: '/proc/100 could not be read (EMFILE)' };
