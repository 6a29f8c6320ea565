// Processes by what people know them by: name, command line, share of processor and memory. For showing only: nothing here
// identifies a process, and nothing is decided by it.

import { readdirSync, statSync } from 'node:fs';
import { totalmem, uptime } from 'node:os';
import { readProcFile } from './proc-file.ts';
import { fieldsFromState, parseProcStat } from './proc-stat.ts';
import { fieldIn, KIB } from './proc-usage.ts';

/** One process as people know it. */
export interface ListedProcess {
  readonly pid: number;
  readonly ppid: number;
  readonly uid: number | undefined;
  readonly name: string;
  readonly command: string;
  /** Since it was started, of one processor. */
  readonly cpuPercent: number;
  readonly memoryPercent: number;
}

/** Those of these pids, or all: by /proc, and where there is none by `ps`, which takes tens of milliseconds. */
export async function listProcesses(pids?: readonly number[]): Promise<readonly ListedProcess[]> {
  if (process.platform === 'linux') return (pids ?? pidsThere()).flatMap(readListed);
  const all = await listByPs();
  return pids === undefined ? all : all.filter(({ pid }) => pids.includes(pid));
}

/** Those of these names, which takes a quarter of the time of asking for all about each; undefined where only that can be done. */
export function pidsNamed(names: ReadonlySet<string>): readonly number[] | undefined {
  if (process.platform !== 'linux') return undefined;
  return pidsThere().filter((pid) => names.has(textOf(readProcFile(`/proc/${pid}/comm`)).trimEnd()));
}

/** Whether those of other users are shown to us; a mount of /proc with `hidepid` keeps them from all but root. */
export function seesProcessesOfOthers(): boolean {
  return process.platform !== 'linux' || typeof readProcFile('/proc/1/stat') === 'string';
}

async function listByPs(): Promise<readonly ListedProcess[]> {
  const { default: psList } = await import('ps-list');
  return (await psList()).map(({ pid, ppid, uid, name, cmd, cpu, memory }) => ({
    pid,
    ppid,
    uid,
    name,
    command: cmd ?? name,
    cpuPercent: cpu ?? 0,
    memoryPercent: memory ?? 0,
  }));
}

function pidsThere(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** None once it has ended. */
function readListed(pid: number): readonly ListedProcess[] {
  const [stat = '', name = '', command = '', status = ''] = ['stat', 'comm', 'cmdline', 'status'].map(
    (file) => textOf(readProcFile(`/proc/${pid}/${file}`)),
  );
  const facts = parseProcStat(stat, 0)?.facts;
  const owner = statSync(`/proc/${pid}`, { throwIfNoEntry: false });
  if (facts === undefined || owner === undefined) return [];
  const comm = name.trimEnd();
  const residentBytes = (fieldIn(status, 'VmRSS') ?? 0) * KIB;
  return [
    {
      pid,
      ppid: facts.ppid,
      uid: owner.uid,
      name: comm,
      command: command.replaceAll('\0', ' ').trimEnd() || comm,
      cpuPercent: percent(ownTicksIn(stat), uptime() * TICKS_PER_SECOND - facts.startTicks),
      memoryPercent: percent(residentBytes, totalmem()),
    },
  ];
}

const TICKS_PER_SECOND = 100;

/** User and system time of itself alone. */
function ownTicksIn(stat: string): number {
  const fields = fieldsFromState(stat, 13);
  return Number(fields[11]) + Number(fields[12]);
}

/** With one decimal. */
function percent(part: number, whole: number): number {
  return whole > 0 ? Math.round((1000 * part) / whole) / 10 : 0;
}

function textOf(read: ReturnType<typeof readProcFile>): string {
  return typeof read === 'string' ? Buffer.from(read, 'latin1').toString('utf8') : '';
}
