// Looks through folders for files that read like heartbeats, as anybody may have written them. Knows not whose they are.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FoundBeat } from '../core/init/candidate.ts';
import { createHeartbeatReader, type ReadDocument } from './heartbeat-file.ts';

const LIKELY = /\.json$|heartbeat/i;
/** Of one folder: in a folder with more of them they are something else. */
const MOST_FILES = 200;

/** The heartbeats in these folders themselves, in their order. */
export function foundBeats(folders: readonly string[], readDocument: ReadDocument): readonly FoundBeat[] {
  // No key is asked for, so that each tells its own.
  const read = createHeartbeatReader(readDocument);
  return folders.flatMap(likelyFiles).flatMap((path) => {
    const reading = read(path, '');
    if (reading.kind !== 'read' || reading.heartbeat.foreignKey === undefined) return [];
    const { foreignKey: key, pid } = reading.heartbeat;
    return [{ path, key, pid, ownerUid: reading.ownerUid }];
  });
}

function likelyFiles(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder)
      .filter((name) => LIKELY.test(name))
      .sort();
    return names.slice(0, MOST_FILES).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
