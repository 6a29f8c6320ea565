// Every process by what people know it by: name, command line, share of processor and memory. For showing only: nothing
// here identifies a process, and nothing is decided by it.

/** One process as people know it. */
export interface ListedProcess {
  readonly pid: number;
  readonly ppid: number;
  readonly uid: number | undefined;
  readonly name: string;
  readonly command: string;
  readonly cpuPercent: number;
  readonly memoryPercent: number;
}

/** Lists all processes, by `ps`, which takes tens of milliseconds; rejects where there is none. */
export async function listProcesses(): Promise<readonly ListedProcess[]> {
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
