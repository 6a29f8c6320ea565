// Tells whether the heartbeat file is the one that we wrote last, or has passed to a later start of the service.
// Knows nothing of timers, nor of what is done about a successor.

import { constants, fstatSync, lstatSync, openSync, readSync, unlinkSync } from 'node:fs';
import { markOf } from './mark.ts';
import type { Start } from './own-start.ts';
import { thenClose } from './then-close.ts';

const MOST_BYTES = 65_536;

/** A heartbeat document, as far as it tells whose it is. */
export interface Document extends Start {
  readonly process_key: string;
  readonly [other: string]: unknown;
}

/** Removes the file at `path` when it has the mark of what we wrote last; throws the file system's error. */
export function removeOwnHeartbeat(path: string, mark: string | undefined): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  // Between this look and the removal a successor's file may arrive; it is back at the successor's next beat.
  if (found && markOf(found) === mark) unlinkSync(path);
}

/**
 * Whether the file at `path` is of a later start of the same service; in doubt it is not, for an app ends itself for a
 * yes. One with the mark of what we wrote last is not even read.
 */
export function hasSuccessor(path: string, own: Document, mark: string | undefined): boolean {
  try {
    return markOf(lstatSync(path)) !== mark && isLater(JSON.parse(readPlain(path)), own);
  } catch {
    return false;
  }
}

/** The beginning of a plain file, which is all of a heartbeat; throws for whatever else lies there. */
export function readPlain(path: string): string {
  // What the look saw may have been swapped since: no link is followed, and no FIFO waited for.
  return thenClose(openSync(path, constants.O_NOFOLLOW | constants.O_NONBLOCK), (fd) => {
    const bytes = Buffer.alloc(fstatSync(fd).isFile() ? MOST_BYTES : 0);
    return bytes.toString('utf8', 0, readSync(fd, bytes));
  });
}

// By no clock that can be set, for then one that died before our start could seem to have begun after it. Starts of two
// boots, or of two hosts, are in no order: the comparison is with NaN then. Where no order is told, it throws.
function isLater(beat: Document, { process_key, instance, started }: Document): boolean {
  if (beat.process_key !== process_key || !beat.instance || beat.instance === instance) return false;
  const [boot, ms] = (started as string).split(':');
  const [, itsMs] = (beat.started as string).split(`${boot}:`);
  return Number(itsMs) > Number(ms);
}
