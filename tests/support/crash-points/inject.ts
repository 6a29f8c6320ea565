// Runs the program with a fault at one of its system calls, by strace. The call does not happen: the program is killed on
// its way into it, or is told an error.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Result } from '../invocation.ts';
import { ANYWHERE } from './calls.ts';
import { pathOf } from './places.ts';
import { type Lasting, type Point, SOME } from './points.ts';
import type { Stage } from './stage.ts';

/** How a run under fire came out. */
export interface Hit extends Result {
  /** False where the run made no such call, as the number of some differs from run to run. */
  readonly isReached: boolean;
  /** It did not end in time, and was ended. */
  readonly hung: boolean;
}

/** Why no system call can be watched, held up or made to fail here, if so: a container can forbid it. */
export const whyNoTrace =
  spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0
    ? undefined
    : 'strace may not trace here';

const LIMIT_MS = 30_000;

/** Runs the program to its end. */
export async function runUnderFire(stage: Stage, words: readonly string[], point: Point): Promise<Hit> {
  const log = stage.path('calls');
  const invocation = stage.begin(words, {
    wrapper: ['strace', '-f', '-b', 'execve', '-qq', '-o', log, ...aim(point, stage)],
    // By this it is found should strace have to be ended.
    env: { WATCHDOG_CONFIG: stage.configPath },
  });
  let hung = false;
  const limit = setTimeout(() => {
    hung = true;
    void stage.endEverything();
  }, LIMIT_MS);
  const result = await invocation.ended;
  clearTimeout(limit);
  const isReached =
    point.fault === 'SIGKILL'
      ? result.signal === 'SIGKILL'
      : existsSync(log) && readFileSync(log, 'latin1').includes('(INJECTED)');
  return { ...result, isReached, hung };
}

function aim({ syscall, nth, place, fault, lasting }: Point, stage: Stage): string[] {
  const what = fault === 'SIGKILL' ? 'signal=SIGKILL' : `error=${fault}`;
  return [
    ...(place === ANYWHERE ? [] : ['-P', pathOf(place, stage)]),
    ...['-e', `trace=${syscall}`],
    ...['-e', `inject=${syscall}:${what}:when=${nth}${UNTIL[lasting](nth)}`],
  ];
}

const UNTIL: Readonly<Record<Lasting, (nth: number) => string>> = {
  one: () => '',
  some: (nth) => `..${nth + SOME - 1}`,
  all: () => '+',
};
