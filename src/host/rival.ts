// Whether a service that somebody is about to run by hand runs already, as far as its heartbeat tells. Knows no record: who runs something
// by hand may not be allowed to read it.

import { statSync } from 'node:fs';
import { uptime } from 'node:os';
import { lastBeatAt } from './beat.ts';
import { readProcFile } from './proc-file.ts';
import { parseProcStat } from './proc-stat.ts';

/** Both clocks are told in parts of a second. */
const SLACK_MS = 1000;

/** The living process that the last beat of `key` names, and that had begun by then; undefined where there is none, or nobody can tell. */
export function rivalOf(path: string, key: string): number | undefined {
  const last = lastBeatAt(path);
  const pid = Number(last?.pid);
  // A script may have beaten for itself before it runs us.
  if (last?.key !== key || pid === process.ppid) return undefined;
  const stat = readProcFile(`/proc/${pid}/stat`);
  const seen = typeof stat === 'string' ? parseProcStat(stat, Date.now() - uptime() * 1000) : undefined;
  if (seen === undefined || seen.dead) return undefined;
  return seen.facts.startedAtMs <= changedMs(path) + SLACK_MS ? pid : undefined;
}

/** Whoever was given its number since then has begun later. */
function changedMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
