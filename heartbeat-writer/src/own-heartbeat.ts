// Tells whether the heartbeat file is the one that we wrote last, or has passed to a later start of the service.
// Knows nothing of timers, nor of what is done about a successor.

import { lstatSync, readFileSync, unlinkSync } from 'node:fs';
import { markOf } from './mark.ts';

const MOST_BYTES = 65_536;

/** A heartbeat document, as far as it tells whose it is. */
export interface Document {
  readonly process_key: string;
  readonly pid: number;
  /** The cookie of its start; a service that was started by hand has none, replaces nobody and is replaced by nobody. */
  readonly instance: string | undefined;
  readonly started_at: string;
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
    const found = lstatSync(path);
    // What is endless, or waited for without end, is no heartbeat.
    if (markOf(found) === mark || !found.isFile() || found.size > MOST_BYTES) return false;
    const beat: Document = JSON.parse(readFileSync(path, 'utf8'));
    if (!isLater(beat, own)) return false;
    // By a clock that was set back a dead predecessor began later, and in a container it had the very pid that is ours
    // now: only who saw the file pass on does without a life. This throws for a pid that has none.
    return mark !== undefined || (beat.pid > 1 && beat.pid !== own.pid && process.kill(beat.pid, 0));
  } catch {
    return false;
  }
}

function isLater(beat: Document, { process_key, instance, started_at }: Document): boolean {
  if (beat.process_key !== process_key || !instance || !beat.instance) return false;
  return beat.instance !== instance && Date.parse(beat.started_at) > Date.parse(started_at);
}
