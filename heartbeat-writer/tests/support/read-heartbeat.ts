// What stands in a heartbeat file right now.
// Knows nothing of who wrote it.

import { readFileSync } from 'node:fs';

/** The parsed file at `path`; throws when it is missing or is not JSON. */
export function readHeartbeat(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
