// What a start that failed says about trying again: by its exit code, or by failing in the same way time after time.

import type { Service } from '../config/config.ts';
import type { Moment } from './moment.ts';
import type { StepResult } from './recovery.ts';
import { giveUp } from './restarts.ts';
import type { Restarts } from './service-state.ts';

/** How often a start may fail in the very same way before it is given up. */
const SAME_WAY = 3;

/** What is remembered of the restarts then, and the reason where that gives the service up. */
export interface Lesson {
  readonly restarts: Restarts;
  readonly givenUp: string | undefined;
}

/** Learns from a start that failed. */
export function learn(
  restarts: Restarts,
  result: StepResult,
  { service, now }: { service: Pick<Service, 'giveUpExitCodes' | 'retryExitCodes'>; now: Moment },
): Lesson {
  const { exitCode } = result;
  if (exitCode !== undefined && service.retryExitCodes.includes(exitCode))
    return { restarts: { ...restarts, crash: { print: printOf(result), count: 0 } }, givenUp: undefined };
  if (exitCode !== undefined && service.giveUpExitCodes.includes(exitCode))
    return {
      restarts: giveUp(restarts, now),
      givenUp: `exit code ${exitCode} says that trying again is of no use`,
    };
  return learnFromCrash(restarts, printOf(result), now);
}

function learnFromCrash(restarts: Restarts, print: string, now: Moment): Lesson {
  const count = restarts.crash?.print === print ? restarts.crash.count + 1 : 1;
  const after = { ...restarts, crash: { print, count } };
  if (count < SAME_WAY || restarts.givenUpRung !== undefined) return { restarts: after, givenUp: undefined };
  return { restarts: giveUp(after, now), givenUp: `it has failed in the same way ${count} times` };
}

/** The same for failures that differ only in their numbers: times, pids, addresses. */
function printOf({ exitCode, signal, outputTail = '' }: StepResult): string {
  const lastLines = outputTail.trimEnd().split('\n').slice(-2).join('\n');
  return `${exitCode ?? signal} ${lastLines.replace(/[0-9a-fA-F]+/g, (word) => (/\d/.test(word) ? '#' : word))}`.slice(
    0,
    500,
  );
}
