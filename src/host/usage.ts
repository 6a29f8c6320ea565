// What processes use of the machine, by /proc: of those that are asked about, and of no others. Does not know what is too much.

import { readdirSync, statSync } from 'node:fs';
import type { ProcessId } from '../core/process.ts';
import type { Usage, UsageWants } from '../core/usage.ts';
import { readProcFile } from './proc-file.ts';
import { parseProcStat } from './proc-stat.ts';
import { cpuMsIn, fieldIn, KIB } from './proc-usage.ts';

/** What these processes use, taken together; who has ended meanwhile uses nothing. */
export function readUsage(processes: readonly ProcessId[], wants: UsageWants): Usage {
  const living = processes.flatMap(({ pid, startTicks }) => {
    const stat = textOf(`/proc/${pid}/stat`);
    return parseProcStat(stat, 0)?.facts.startTicks === startTicks ? [{ pid, stat }] : [];
  });
  const pids = living.map(({ pid }) => pid);
  return {
    memoryBytes: memoryOf(pids, wants.exactAboveBytes ?? Number.POSITIVE_INFINITY),
    cpuMs: sum(living.map(({ stat }) => cpuMsIn(stat))) ?? 0,
    openFiles: wants.openFiles ? sum(pids.map(countOpenFiles)) : undefined,
    ioBytes: wants.io ? sum(pids.map(readIoBytes)) : undefined,
    zombies: wants.zombies ? pids.flatMap(readChildren).filter(isZombie) : [],
  };
}

/** Shared memory is counted once for each that shares it, unless that is too much to be believed. */
function memoryOf(pids: readonly number[], exactAboveBytes: number): number {
  const resident = sum(pids.map((pid) => fieldIn(textOf(`/proc/${pid}/status`), 'VmRSS') ?? 0)) ?? 0;
  if (resident * KIB <= exactAboveBytes) return resident * KIB;
  const exact = sum(pids.map((pid) => fieldIn(textOf(`/proc/${pid}/smaps_rollup`), 'Pss')));
  return (exact ?? resident) * KIB;
}

/** Newer kernels tell the number as the folder's size. */
function countOpenFiles(pid: number): number | undefined {
  const folder = `/proc/${pid}/fd`;
  try {
    return statSync(folder).size || readdirSync(folder).length;
  } catch (error) {
    return isAway(error) ? 0 : undefined;
  }
}

function readIoBytes(pid: number): number | undefined {
  const text = textOf(`/proc/${pid}/io`);
  return sum([fieldIn(text, 'rchar'), fieldIn(text, 'wchar')]);
}

/** Each thread has the children that it started; not every kernel lists them. */
function readChildren(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      textOf(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

function isZombie(pid: number): boolean {
  return parseProcStat(textOf(`/proc/${pid}/stat`), 0)?.facts.state === 'Z';
}

function isAway(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ESRCH';
}

/** Empty where it cannot be read. */
function textOf(path: string): string {
  const text = readProcFile(path);
  return typeof text === 'string' ? text : '';
}

/** Undefined where one is not known. */
function sum(parts: readonly (number | undefined)[]): number | undefined {
  let total = 0;
  for (const part of parts) {
    if (part === undefined) return undefined;
    total += part;
  }
  return total;
}
