// Services that get on and write within their time, if only just, and that are restarted and moved to another log in between: what was
// measured of one instance never fails the next.

import type { LogProbe } from '../../../src/config/check.ts';
import { judgeProgress } from '../../../src/core/checks/progress.ts';
import type { Mark, Reading } from '../../../src/core/checks/reading.ts';
import type { Moment } from '../../../src/core/moment.ts';
import type { LogFile } from '../../../src/probes/log-file.ts';
import { watchGrowth } from '../../../src/probes/log-growth.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const SERVICES = 100;
const TICKS = 2000;
const TICK_SECONDS = 60;
const WITHIN_SECONDS = 600;
const PROGRESS = {
  source: { kind: 'heartbeat', field: 'progress' },
  minIncrease: 3,
  withinSeconds: WITHIN_SECONDS,
} as const;
const LOG = { kind: 'log', path: 'web.log', growsWithinSeconds: WITHIN_SECONDS } as LogProbe;

/** Between 0 and 1, the same in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Worker {
  since: Moment;
  nextMs: number;
  isUp: boolean;
  done: number;
  inode: number;
  readonly marks: { progress: Mark | undefined; log: Mark | undefined };
}

const roll = dice(815);
const clock = createFakeClock();

/** What it does in a tick: mostly it works on; now and then it is down, for longer than it may stand still, and begins anew. */
function live(worker: Worker): void {
  const now = clock.now();
  if (worker.isUp && roll() < 0.01) {
    worker.isUp = false;
    worker.nextMs = now.monotonicMs + roll() * 3 * WITHIN_SECONDS * 1000;
  }
  if (now.monotonicMs < worker.nextMs) return;
  if (worker.isUp) work(worker);
  else begin(worker);
  // It is seen to have got on a tick late, at most; and what grows is written down a tenth of its time late.
  worker.nextMs = now.monotonicMs + roll() * (WITHIN_SECONDS * 0.9 - 2 * TICK_SECONDS) * 1000;
}

function begin(worker: Worker): void {
  worker.since = clock.now();
  worker.isUp = true;
}

function work(worker: Worker): void {
  worker.done += 3;
  if (worker.done > 30 && roll() < 0.02) worker.done = 0;
  if (roll() < 0.02) worker.inode += 1;
}

function look({ since, done, inode, marks }: Worker): readonly Reading[] {
  const now = clock.now();
  const file = { inode: String(inode), size: done, written: String(done) } as LogFile;
  const progress = judgeProgress(PROGRESS, done, { mark: marks.progress, since, now });
  const log = watchGrowth(LOG, file, { mark: marks.log, since, now });
  marks.progress = progress.mark ?? marks.progress;
  marks.log = { inode: file.inode, ...log.mark };
  return [progress, log];
}

test(`${SERVICES} services that get on slowly, and begin anew in between, are looked at ${TICKS} times, and none has failed`, () => {
  const start = { since: clock.now(), nextMs: 0, isUp: true, done: 0, inode: 1 };
  const workers = Array.from({ length: SERVICES }, () => ({
    ...start,
    marks: { progress: undefined, log: undefined },
  })) as Worker[];
  const failed = Array.from({ length: TICKS }, () => {
    clock.pass(TICK_SECONDS);
    for (const worker of workers) live(worker);
    // Who is down is found dead, and what it has left is not looked at for long.
    return workers.filter(({ isUp }) => isUp).flatMap(look);
  })
    .flat()
    .filter(({ kind }) => kind !== 'passed');
  expect(failed).toEqual([]);
  expect(workers.every(({ since }) => since !== start.since)).toBe(true);
});
