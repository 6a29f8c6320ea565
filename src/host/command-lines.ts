// Every process with its command line, by /proc. Leaves out ourselves and what we run in, whose words often hold those of a
// service. Does not know what is sought.

import type { ProcessFacts } from '../core/process.ts';
import type { CommandRow } from '../core/searched.ts';
import { isGone, readProcFile } from './proc-file.ts';
import { readUid } from './proc-marks.ts';

/** The command lines of a table; throws where one could not be read for another reason than that its process ended. */
export function readCommandLines(table: readonly ProcessFacts[]): readonly CommandRow[] {
  return withoutOurselves(table).flatMap((process) => {
    const command = process.kernelThread ? '' : readCommandLine(process.pid);
    if (command === undefined) return [];
    return [{ process, command, uid: process.marks?.uid ?? readUid(process.pid) }];
  });
}

/** The same table without ourselves and those that we descend from. */
export function withoutOurselves(table: readonly ProcessFacts[]): readonly ProcessFacts[] {
  const parents = new Map(table.map(({ pid, ppid }) => [pid, ppid]));
  const ours = new Set<number>();
  let pid: number | undefined = process.pid;
  while (pid !== undefined && pid > 1 && !ours.has(pid)) {
    ours.add(pid);
    pid = parents.get(pid);
  }
  return table.filter((row) => !ours.has(row.pid));
}

/** Words are divided by NUL; programs that write their own title pad it with them. */
function readCommandLine(pid: number): string | undefined {
  const text = readProcFile(`/proc/${pid}/cmdline`);
  if (typeof text === 'string')
    return Buffer.from(text, 'latin1').toString('utf8').replaceAll('\0', ' ').trimEnd();
  if (isGone(text)) return undefined;
  throw new Error(`/proc/${pid}/cmdline: could not be read (${text.code}); the command lines are not whole`);
}
