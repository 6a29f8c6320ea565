// Has a program be born in a cgroup of its own: we go in ourselves for the one call that starts it, and come out at once. Put in
// there afterwards, it would have forked by then. Does not know what is started.

import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { folderOfOurs, makeCgroup, removeCgroup } from './cgroup.ts';
import { errorCode } from './error-code.ts';
import type { CgroupTrouble, Enclosure } from './host.ts';
import { pauseFor } from './pause.ts';

const MOST_ATTEMPTS = 5;
const PAUSE_MS = 2;
/** How a process says "me" to a cgroup. */
const OURSELVES = '0';

/** Where we are, and the open door by which we came: neither want of descriptors nor of a path can keep us from going back. */
interface Visit {
  readonly folder: string;
  readonly wayBack: number;
}

let visit: Visit | undefined;

/** Does what starts a program, from within a new cgroup where one can be had; `start` must be synchronous. */
export function bornInside<T>(
  enclosure: Enclosure | undefined,
  start: () => T,
): { readonly born: T; readonly trouble: CgroupTrouble | undefined } {
  if (enclosure === undefined) return { born: start(), trouble: undefined };
  const entered = enter(enclosure);
  if ('why' in entered) return { born: start(), trouble: { level: 'DEBUG', message: entered.why } };
  visit = entered;
  try {
    const born = start();
    const why = whyStillInside();
    return { born, trouble: why === undefined ? undefined : { level: 'ERROR', message: why } };
  } finally {
    // When nothing was born, this tries to come out for the first time.
    if (whyStillInside() === undefined) removeCgroup(entered.folder);
  }
}

/**
 * Comes out of the cgroup of something that we have started; answers why we are still in there, if so. What we started now
 * would be taken for a part of that, and killed with it.
 */
export function whyStillInside(): string | undefined {
  for (let attempt = 1; visit !== undefined; attempt += 1) {
    const { folder, wayBack } = visit;
    try {
      writeSync(wayBack, OURSELVES);
      closeSync(wayBack);
      visit = undefined;
    } catch (error) {
      if (attempt >= MOST_ATTEMPTS)
        return `${folder}: we could not leave it (${errorCode(error)}); until we do, we start nothing, and it cannot be ended. End this invocation.`;
      pauseFor(PAUSE_MS);
    }
  }
  return undefined;
}

/** Whether a process is ourselves, where we are no part of what lives there. */
export function isVisiting(pid: number): boolean {
  return visit !== undefined && pid === process.pid;
}

function enter(enclosure: Enclosure): Visit | { readonly why: string } {
  const made = makeCgroup(enclosure);
  if ('why' in made) return made;
  const { folder } = made;
  let wayBack: number | undefined;
  try {
    wayBack = openDoor(folderOfOurs());
    const door = openDoor(folder);
    try {
      writeSync(door, OURSELVES);
    } finally {
      closeSync(door);
    }
    return { folder, wayBack };
  } catch (error) {
    if (wayBack !== undefined) closeSync(wayBack);
    removeCgroup(folder);
    return { why: `${folder}: no process can be put there (${errorCode(error)})` };
  }
}

function openDoor(folder = ''): number {
  return openSync(join(folder, 'cgroup.procs'), constants.O_WRONLY);
}
