// Who says that it holds the lease, as it lies beside the database, and what the kernel knows of it.

import { readFileSync } from 'node:fs';
import { nameOf } from '../nemesis/ledger.ts';

/** Who last said that it holds the lease, while it lives. */
export interface Holder {
  /** Its pid and start time: no other process of this boot has both. */
  readonly name: string;
  readonly isStopped: boolean;
}

/** Who holds the lease; undefined when nobody says so, or who did has died. */
export function readHolder(path: string): Holder | undefined {
  try {
    const { pid, startTicks } = JSON.parse(readFileSync(path, 'utf8'));
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const isThis = Number(fields[19]) === startTicks && !/^[ZX]/.test(fields[0] ?? '');
    return isThis
      ? { name: nameOf({ pid, startTicks }), isStopped: /^[Tt]/.test(fields[0] ?? '') }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The clock by which ticks are told in the record: milliseconds since the boot. */
export function sinceBootMs(): number {
  return Number.parseFloat(readFileSync('/proc/uptime', 'latin1')) * 1000;
}
