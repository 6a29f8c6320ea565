// `watchdog beat`: one heartbeat, for a program that has no writer. Knows not where the file lies: it is told.

import { type Beaten, beat as writeBeat } from '../../host/beat.ts';
import { eldestWith } from '../../host/eldest.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Place } from './place.ts';

/** What to say. */
export interface BeatWords {
  readonly status: string;
  readonly progress: number | undefined;
  /** On whose behalf; absent: whoever called, or the process that the watchdog has started above it. */
  readonly pid: number | undefined;
}

/** What was said, and what came of it. */
export interface BeatReport extends Place {
  readonly pid: number;
  readonly beaten: Beaten;
}

/** Makes one beat. */
export function beat(
  place: Place,
  { status, progress, pid: named }: BeatWords,
  { env }: Pick<Surroundings, 'env'>,
): BeatReport {
  const { key, path } = place;
  const pid = named ?? eldestWith(env.WATCHDOG_INSTANCE || undefined, process.ppid);
  return { key, path, pid, beaten: writeBeat(path, { key, pid, status, progress }, env) };
}
