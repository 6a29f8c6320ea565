// Takes a heartbeat file away at a clean end, unless it is another instance's by now.
// Knows nothing of timers or of when an end is clean.

import { readFileSync, unlinkSync } from 'node:fs';

/**
 * Removes the file at `path` when it names this process and `instance`; a missing file, and one that names anybody else
 * or nobody, is left as it is. Throws the file system's error when our own file cannot be read or removed.
 */
export function removeOwnHeartbeat(path: string, instance: string | undefined): void {
  try {
    // Between this look and the removal a successor's file may arrive; it is back at the successor's next beat.
    if (isOwn(readFileSync(path, 'utf8'), instance)) unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function isOwn(text: string, instance: string | undefined): boolean {
  try {
    const heartbeat = JSON.parse(text);
    return heartbeat.pid === process.pid && heartbeat.instance === instance;
  } catch {
    return false;
  }
}
