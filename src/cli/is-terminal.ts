// Whether a person reads along. Node's own answer loads streams and sockets, which a tick under cron has no use for.

import { fstatSync } from 'node:fs';

/** Whether stdout is a terminal. */
export function isTerminal(): boolean {
  return fstatSync(1).isCharacterDevice() && process.stdout.isTTY === true;
}
