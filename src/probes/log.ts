// Looks at a log: whether it is there, whether it grows, and what was written to it. Knows not what a failure means.

import type { LogProbe } from '../config/check.ts';
import type { Mark, Reading } from '../core/checks/reading.ts';
import { errorCode } from '../host/error-code.ts';
import { openLog } from './log-file.ts';
import { watchGrowth } from './log-growth.ts';
import { searchNew } from './log-search.ts';
import type { Means } from './means.ts';

/** Of a file that is not there: all that will be in it is new. */
const NO_FILE: Mark = { inode: 'none', offset: 0 };

/** Looks at the log as it is now; `means.mark` tells how it was. */
export function probeLog(probe: LogProbe, { host, mark }: Means): Reading {
  const file = openLog(probe.path);
  if ('detail' in file) return file.kind === 'failed' ? { ...file, mark: NO_FILE } : file;
  try {
    const search = searchNew(probe, file, mark);
    const growth = watchGrowth(probe, file, { mark, now: host.now() });
    return worst([search, growth], { inode: file.inode, ...search.mark, ...growth.mark }, probe.path);
  } catch (error) {
    return { kind: 'unknown', detail: `${probe.path}: could not be read (${errorCode(error)})` };
  } finally {
    file.close();
  }
}

const WORST_FIRST: readonly Reading['kind'][] = ['failed', 'unknown', 'degraded', 'passed'];

function worst(found: readonly Reading[], mark: Mark, path: string): Reading {
  const kind = WORST_FIRST.find((it) => found.some((reading) => reading.kind === it)) ?? 'passed';
  const told = found.map(({ detail }) => detail).filter((detail) => detail !== '');
  return { kind, detail: told.length === 0 ? '' : `${path}: ${told.join('; ')}`, mark };
}
