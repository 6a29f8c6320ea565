// On whose behalf a short-lived program of a service speaks: a beat must name somebody who still lives when it is read.

import { readProcFile } from './proc-file.ts';
import { parseEnviron } from './proc-marks.ts';
import { fieldsFromState } from './proc-stat.ts';

const MOST_ANCESTORS = 100;

/**
 * The farthest ancestor that has the cookie, with all in between: the leader of the start, for between it and us there may be shells that
 * end as soon as we do. Our parent where nobody has it, or nobody can tell.
 */
export function eldestWith(cookie: string | undefined, parent: number): number {
  let eldest = parent;
  let next = parent;
  for (let count = 0; cookie !== undefined && count < MOST_ANCESTORS && next > 1; count += 1) {
    const environ = readProcFile(`/proc/${next}/environ`);
    if (typeof environ !== 'string' || parseEnviron(environ).instance !== cookie) break;
    eldest = next;
    const stat = readProcFile(`/proc/${next}/stat`);
    if (typeof stat !== 'string') break;
    next = Number(fieldsFromState(stat, 2)[1]);
  }
  return eldest;
}
