// Every process as its user would start it again: words, folder, and what its environment says of a service. Leaves out what may not
// be looked at, kernel threads and ourselves. Knows not which of them is a service.

import { readdirSync, readlinkSync } from 'node:fs';
import type { FoundProcess } from '../core/init/candidate.ts';
import { readProcFile } from './proc-file.ts';
import { parseEnviron, parseUid } from './proc-marks.ts';
import { parseProcStat } from './proc-stat.ts';

/** All of them, in the order of their numbers; none where there is no /proc. */
export function foundProcesses(): readonly FoundProcess[] {
  const pids = namesIn('/proc').filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  return pids
    .map(Number)
    .sort((a, b) => a - b)
    .flatMap(processOf);
}

function processOf(pid: number): readonly FoundProcess[] {
  const [stat, status, cmdline, environ] = ['stat', 'status', 'cmdline', 'environ'].map((name) =>
    readProcFile(`/proc/${pid}/${name}`),
  );
  const cwd = linkAt(`/proc/${pid}/cwd`);
  if (
    typeof stat !== 'string' ||
    typeof status !== 'string' ||
    typeof cmdline !== 'string' ||
    cwd === undefined
  )
    return [];
  const facts = parseProcStat(stat, 0)?.facts;
  const argv = wordsIn(cmdline);
  if (facts === undefined || argv.length === 0) return [];
  const marks = parseEnviron(typeof environ === 'string' ? environ : '');
  return [
    {
      pid,
      ppid: facts.ppid,
      uid: parseUid(status),
      argv,
      cwd,
      key: marks.key,
      heartbeatPath: heartbeatIn(typeof environ === 'string' ? environ : ''),
      configPath: marks.config,
    },
  ];
}

function wordsIn(cmdline: string): readonly string[] {
  const text = Buffer.from(cmdline, 'latin1').toString('utf8');
  const words = text.split('\0');
  return words.slice(0, words.findLastIndex((word) => word !== '') + 1);
}

function heartbeatIn(environ: string): string | undefined {
  const [, path] = /(?:^|\0)WATCHDOG_HEARTBEAT_FILE=(\/[^\0]*)/.exec(environ) ?? [];
  return path && Buffer.from(path, 'latin1').toString('utf8');
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
