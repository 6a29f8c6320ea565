// What /proc tells of a process that hangs: what it waits for, its threads, its open files. For people; what cannot be read is
// left out, and so is what would take too long.

import { readdirSync, readlinkSync } from 'node:fs';
import type { Examined } from '../core/black-box.ts';
import { monotonicMs } from './clock.ts';
import { readProcFile } from './proc-file.ts';

const MOST_FILES = 20;
const MOST_THREADS = 50;
const MOST_PROCESSES = 30;
const BUDGET_MS = 300;
const LONGEST_COMMAND = 500;

/** Looks closely at some processes, in their order, as far as the time goes; at none where there is no /proc. */
export function examine(pids: readonly number[]): readonly Examined[] {
  const untilMs = monotonicMs() + BUDGET_MS;
  const found: Examined[] = [];
  for (const pid of pids.slice(0, MOST_PROCESSES)) {
    if (monotonicMs() > untilMs) break;
    found.push({ pid, command: commandOf(pid), parts: partsOf(pid) });
  }
  return found;
}

function partsOf(pid: number): Examined['parts'] {
  const parts: (readonly [string, string])[] = [
    ['status', textOf(`/proc/${pid}/status`)],
    ['wchan', textOf(`/proc/${pid}/wchan`)],
    ['kernel stack', textOf(`/proc/${pid}/stack`)],
    ['open files', filesOf(pid)],
    ['threads', threadsOf(pid)],
  ];
  return parts.filter(([, text]) => text !== '');
}

function commandOf(pid: number): string {
  return textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim().slice(0, LONGEST_COMMAND);
}

/** Its text; empty where there is none that we may read. */
function textOf(path: string): string {
  const text = readProcFile(path);
  return typeof text === 'string' ? Buffer.from(text, 'latin1').toString('utf8').trimEnd() : '';
}

function filesOf(pid: number): string {
  const numbers = namesIn(`/proc/${pid}/fd`);
  if (numbers.length === 0) return '';
  const first = numbers.slice(0, MOST_FILES).map((number) => `${number} → ${targetOf(pid, number)}`);
  return listed(first, numbers.length);
}

function targetOf(pid: number, number: string): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/${number}`);
  } catch {
    return '?';
  }
}

function threadsOf(pid: number): string {
  const ids = namesIn(`/proc/${pid}/task`);
  if (ids.length === 0) return '';
  const first = ids.slice(0, MOST_THREADS).map((id) => {
    const stat = textOf(`/proc/${pid}/task/${id}/stat`);
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    const state = stat.charAt(stat.lastIndexOf(')') + 2);
    return `${id} ${state} ${name} ${textOf(`/proc/${pid}/task/${id}/wchan`)}`.trimEnd();
  });
  return listed(first, ids.length);
}

function listed(first: readonly string[], count: number): string {
  const rest = count > first.length ? [`… and ${count - first.length} more`] : [];
  return [`${count} in all`, ...first, ...rest].join('\n');
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
