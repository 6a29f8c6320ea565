// Every process by what people know it by: name, command line, share of processor and memory. For showing only: nothing
// here identifies a process, and nothing is decided by it.

import { readdirSync, statSync } from 'node:fs';
import { readProcFile } from './proc-file.ts';
import { parseProcStat } from './proc-stat.ts';

/** One process as people know it. */
export interface ListedProcess {
  readonly pid: number;
  readonly ppid: number;
  readonly uid: number | undefined;
  readonly name: string;
  readonly command: string;
  /** Absent where there is no `ps`. */
  readonly cpuPercent: number | undefined;
  readonly memoryPercent: number | undefined;
}

/** Lists all processes: by `ps`, which takes tens of milliseconds; where there is none, as in a slim container, by /proc. */
export async function listProcesses(): Promise<readonly ListedProcess[]> {
  try {
    return await listByPs();
  } catch (error) {
    if (process.platform !== 'linux') throw error;
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? readListed(name) : []));
  }
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

/** None once it has ended. */
function readListed(pid: string): readonly ListedProcess[] {
  const [stat, name, command] = ['stat', 'comm', 'cmdline'].map((file) =>
    readProcFile(`/proc/${pid}/${file}`),
  );
  const facts = typeof stat === 'string' ? parseProcStat(stat, 0)?.facts : undefined;
  const owner = statSync(`/proc/${pid}`, { throwIfNoEntry: false });
  if (facts === undefined || owner === undefined) return [];
  const comm = textOf(name).trimEnd();
  return [
    {
      pid: facts.pid,
      ppid: facts.ppid,
      uid: owner.uid,
      name: comm,
      command: textOf(command).replaceAll('\0', ' ').trimEnd() || comm,
      cpuPercent: undefined,
      memoryPercent: undefined,
    },
  ];
}

function textOf(read: ReturnType<typeof readProcFile> | undefined): string {
  return typeof read === 'string' ? Buffer.from(read, 'latin1').toString('utf8') : '';
}
