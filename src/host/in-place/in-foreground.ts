// Whether the terminal itself tells our child what is typed.

import { readProcFile } from '../proc-file.ts';
import { fieldsFromState } from '../proc-stat.ts';

/** Whether our process group is the one that the terminal sends its signals to; no, where nobody can tell. */
export function isInForeground(): boolean {
  const stat = readProcFile('/proc/self/stat');
  if (typeof stat !== 'string') return process.stdin.isTTY;
  const [, , group, , , foreground] = fieldsFromState(stat, 6);
  return group === foreground;
}
