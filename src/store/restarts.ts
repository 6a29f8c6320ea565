// The recent recoveries of a service as one JSON column, empty for almost every service.

import type { Crash, Restarts } from '../core/service-state.ts';
import { moment, number, object, optional, text, wait } from './json.ts';

/** What almost every service shares. */
export const NEVER_RESTARTED: Restarts = { attempts: [], level: 0, wait: undefined, givenUpRung: undefined };

/** The text to store; NULL for a service that was not recovered lately. */
export function writeRestarts(restarts: Restarts): string | null {
  const { attempts, level, wait: waiting, givenUpRung, crash, ended, heeded } = restarts;
  const isNone =
    attempts.length === 0 &&
    level === 0 &&
    (waiting ?? givenUpRung ?? crash ?? ended ?? heeded) === undefined;
  return isNone ? null : JSON.stringify(restarts);
}

/** What was stored; none, and word of it to `damaged`, where it makes no sense. */
export function readRestarts(json: string, damaged: (problem: string) => void): Restarts {
  try {
    return restartsOf(JSON.parse(json));
  } catch (error) {
    damaged(`column restarts: ${(error as Error).message}`);
    return NEVER_RESTARTED;
  }
}

function crashOf(value: unknown): Crash {
  const found = object(value, 'crash');
  return { print: text(found, 'print'), count: number(found, 'count') };
}

/** The value as the recent recoveries of something; throws a TypeError. */
export function restartsOf(value: unknown): Restarts {
  const found = object(value, 'restarts');
  if (!Array.isArray(found.attempts)) throw new TypeError('attempts is not a list');
  return {
    attempts: found.attempts.map((attempt) => moment(attempt, 'attempts')),
    level: number(found, 'level'),
    wait: optional(found.wait, wait),
    givenUpRung: optional(found.givenUpRung, () => number(found, 'givenUpRung')),
    goodTicks: optional(found.goodTicks, () => number(found, 'goodTicks')),
    crash: optional(found.crash, crashOf),
    ended: optional(found.ended, () => text(found, 'ended')),
    heeded: optional(found.heeded, () => text(found, 'heeded')),
  };
}
