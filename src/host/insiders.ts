// Which processes are in pid namespaces within ours, by /proc/PID/status. Every process is looked at for that: only for when
// somebody is to be taken in whom we have not started.

import { readdirSync } from 'node:fs';
import type { Insider } from '../core/insider.ts';
import { mayNotLook } from './identity.ts';
import { isGone, readProcFile } from './proc-file.ts';
import { parseUid, statusField } from './proc-marks.ts';

/** All of them; throws when one could not be read for another reason than that it ended or is not ours to see. */
export function readInsiders(): readonly Insider[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const status = readProcFile(`/proc/${name}/status`);
      if (typeof status === 'string') return parseInsider(status) ?? [];
      if (isGone(status) || mayNotLook(status.code)) return [];
      throw new Error(`/proc/${name}/status: could not be read (${status.code})`);
    });
}

/** The same in the text of one status file: it lists the numbers of a process from our namespace down to its own. */
export function parseInsider(status: string): Insider | undefined {
  const numbers = statusField(status, 'NSpid')?.split('\t').map(Number) ?? [];
  const [pid, ...inner] = numbers;
  const innerPid = inner.at(-1);
  return pid === undefined || innerPid === undefined ? undefined : { pid, innerPid, uid: parseUid(status) };
}
