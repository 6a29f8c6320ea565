// What the last beat of a dead process says about its end: whether it was on purpose, and by which exit code or signal.

import { recordedLives } from './grace.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { Case, Judgement } from './judgement.ts';

/** The status of a last beat whose service has ended on purpose. */
const STOPPED = 'stopped';

/** The end in words, to be added to the death. */
export function tellEnd({ exit, status }: Heartbeat): string {
  if (exit === undefined) return status === STOPPED ? '; it has stopped' : '';
  return exit.signal === undefined
    ? `; it exited with code ${exit.exitCode}`
    : `; it was ended by ${exit.signal}`;
}

/** What the end means, where it is that of the instance on record; the beat of anybody before it says nothing. */
export function endOf(matter: Case, { exit, status }: Heartbeat): Pick<Judgement, 'isCleanEnd' | 'exit'> {
  const isItsOwn = !recordedLives(matter) && !matter.outlived && matter.instance?.confirmed === true;
  return { isCleanEnd: isItsOwn && status === STOPPED, ...(isItsOwn && exit !== undefined && { exit }) };
}
