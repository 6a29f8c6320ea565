// The life of one invocation. It may die before any of its deeds, and from then on nothing it tries has any effect; and it
// may be stopped there for a while, as by SIGSTOP, in which the world goes on.

import { setImmediate as turn } from 'node:timers';

/** The life of one invocation. */
export interface Life {
  readonly name: string;
  readonly pid: number;
  /** `over`: it has given the lease back and may yet linger; `dead`: killed. */
  state: 'alive' | 'over' | 'dead';
  deeds: number;
  /** It dies before its deed of this number. */
  readonly lastDeed: number;
  /** It was told to stop. */
  isStopping: boolean;
  /** How long it was stopped in all. */
  stoppedMs: number;
}

/** Thrown into what a dead invocation was doing. */
export class SuddenDeath extends Error {}

/** Fails whatever a dead one tries. */
export function assertAlive(life: Life): void {
  if (life.state === 'dead') throw new SuddenDeath(life.name);
}

/** Lets everything that need not wait come to its end. */
export function untilIdle(): Promise<void> {
  return new Promise((resolve) => {
    turn(resolve);
  });
}
