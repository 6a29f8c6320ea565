// Whether a file that SQLite cannot make sense of was a database of ours: only such a one may be moved away. It may have lost
// its own mark with its header; what holders of the lease leave beside it tells then. Ask only while the file is closed.

import { closeSync, constants, existsSync, openSync, readSync } from 'node:fs';
import { APPLICATION_ID } from './migrations.ts';
import { holderPath } from './paths.ts';
import { type Trouble, troubleOf } from './trouble.ts';

const MARK_AT = 68;
const MARK_BYTES = 4;

/** The same as what the error says, unless it takes somebody else's file for a damaged database of ours. */
export function troubleWith(path: string, error: unknown): Trouble | undefined {
  const trouble = troubleOf(error, path);
  return trouble === 'corrupt' && !isOurs(path) ? 'foreign' : trouble;
}

function isOurs(path: string): boolean {
  return existsSync(holderPath(path)) || markIn(path) === APPLICATION_ID;
}

/** What SQLite's header has for the application; undefined where there is no such header, or none that we can read. */
function markIn(path: string): number | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const mark = Buffer.alloc(MARK_BYTES);
    return readSync(descriptor, mark, 0, MARK_BYTES, MARK_AT) === MARK_BYTES ? mark.readInt32BE() : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
