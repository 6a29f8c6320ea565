// Looks at a log: whether it is there, whether it grows, and what was written to it. Knows not what a failure means.

import type { LogProbe } from '../config/check.ts';
import type { Mark, Reading } from '../core/checks/reading.ts';
import { openLog } from './log-file.ts';
import { watchGrowth } from './log-growth.ts';
import { searchNew } from './log-search.ts';
import type { Means } from './means.ts';
import { shareOfThreads } from './threads.ts';

/** Of a file that is not there: all that will be in it is new. */
const NO_FILE: Mark = { inode: 'none', offset: 0 };

const onThread = shareOfThreads();

/** Looks at the log as it is now; `means.mark` tells how it was. A file system that hangs is no failure of the service's. */
export async function probeLog(probe: LogProbe, means: Means, signal: AbortSignal): Promise<Reading> {
  try {
    return await onThread(() => readLog(probe, means), signal);
  } catch (error) {
    return { kind: 'unknown', detail: `${probe.path}: could not be read (${(error as Error).message})` };
  }
}

async function readLog(probe: LogProbe, means: Means): Promise<Reading> {
  const file = await openLog(probe.path);
  if ('detail' in file) return file.kind === 'failed' ? { ...file, mark: NO_FILE } : file;
  const { host, mark, since } = means;
  try {
    const search = await searchNew(probe, file, means);
    const growth = watchGrowth(probe, file, { mark, since, now: host.now() });
    return worst([search, growth], { inode: file.inode, ...search.mark, ...growth.mark }, probe.path);
  } finally {
    await file.close();
  }
}

const WORST_FIRST: readonly Reading['kind'][] = ['failed', 'unknown', 'degraded', 'passed'];

function worst(found: readonly Reading[], mark: Mark, path: string): Reading {
  const kind = WORST_FIRST.find((it) => found.some((reading) => reading.kind === it)) ?? 'passed';
  const told = found.map(({ detail }) => detail).filter((detail) => detail !== '');
  return { kind, detail: told.length === 0 ? '' : `${path}: ${told.join('; ')}`, mark };
}
