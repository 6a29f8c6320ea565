// The processes of the made-up machine: they begin, fork and end; their numbers are few, and soon given to others.

import type { Clocks } from './clocks.ts';
import { type Ended, lives, type Process, type Temper, ticksOf } from './process.ts';

/** What is told of a process that begins; the rest is usual: its own session, a child of init. */
export type Birth = Pick<Process, 'role' | 'key' | 'marks'> &
  Partial<Pick<Process, 'pid' | 'ppid' | 'pgid' | 'sid' | 'temper' | 'family' | 'beats' | 'cgroup'>>;

/** The processes of a machine. */
export interface Processes {
  begin(birth: Birth): Process;
  find(pid: number): Process | undefined;
  all(): Iterable<Process>;
  /** Of which start somebody of this boot was, living or dead. */
  familyOf(pid: number, startTicks: number): number | undefined;
  /** The living, perhaps only those of one service. */
  living(key?: string): Process[];
  /** It ends; as a zombie it stays until it is reaped. */
  end(it: Process, how: Ended, isZombie?: boolean): void;
  reap(it: Process): void;
  /** The machine goes down. */
  endAll(): void;
  /** Numbers that are not given to anybody now. */
  isReserved: (pid: number) => boolean;
  /** Called before anything about a process changes. */
  beforeChange: (it: Process) => void;
}

const FIRST_PID = 300;
const LAST_PID = 420;
/** A number is given again no sooner: with a real machine's many numbers it takes longer yet. */
const REST_MS = 50;
const MEEK: Temper = { ignoresTerm: false, termTakesMs: 0, forksOnTerm: false };

/** A machine on which nothing runs. */
export function createProcesses(clocks: Clocks): Processes {
  const table = new Map<number, Process>();
  const families = new Map<string, number>();
  const freedAt = new Map<number, number>();
  let last = FIRST_PID;
  let starts = 0;
  // The kernel gives no number again that is still that of somebody's session or group.
  const isUsed = (pid: number) =>
    processes.isReserved(pid) ||
    [...table.values()].some((it) => it.pid === pid || it.sid === pid || it.pgid === pid);
  const isFree = (pid: number) =>
    !isUsed(pid) && clocks.trueMs() - (freedAt.get(pid) ?? Number.NEGATIVE_INFINITY) > REST_MS;
  const nextPid = () => {
    do last = last === LAST_PID ? FIRST_PID : last + 1;
    while (!isFree(last));
    return last;
  };
  const free = (it: Process) => {
    table.delete(it.pid);
    freedAt.set(it.pid, clocks.trueMs());
  };
  const processes: Processes = {
    isReserved: () => false,
    beforeChange: () => undefined,
    begin: (birth) => {
      const pid = birth.pid !== undefined && !isUsed(birth.pid) ? birth.pid : nextPid();
      const it: Process = {
        pid,
        startTicks: ticksOf(clocks.now().bootMs),
        bornMs: clocks.trueMs(),
        ppid: 1,
        pgid: pid,
        sid: pid,
        state: 'S',
        cgroup: undefined,
        temper: MEEK,
        beats: undefined,
        deathlessUntilMs: 0,
        hasTermWaiting: false,
        waiting: [],
        ...birth,
        family: birth.family ?? ++starts,
      };
      table.set(pid, Object.assign(it, { pid }));
      families.set(`${pid} ${it.startTicks}`, it.family);
      return it;
    },
    find: (pid) => table.get(pid),
    familyOf: (pid, startTicks) => families.get(`${pid} ${startTicks}`),
    all: () => table.values(),
    living: (key) => [...table.values()].filter((it) => lives(it) && (key === undefined || it.key === key)),
    end: (it, how, isZombie = false) => {
      if (!lives(it)) return;
      processes.beforeChange(it);
      it.state = isZombie ? 'Z' : 'X';
      if (!isZombie) free(it);
      orphan(it, table.values());
      for (const wake of it.waiting) wake(how);
    },
    reap: (it) => {
      if (it.state !== 'Z') return;
      it.state = 'X';
      free(it);
    },
    endAll: () => {
      for (const it of table.values()) {
        processes.beforeChange(it);
        it.state = 'X';
      }
      table.clear();
      freedAt.clear();
      families.clear();
    },
  };
  return processes;
}

/** Its children are init's from now on. */
function orphan({ pid }: Process, all: Iterable<Process>): void {
  for (const child of all) if (child.ppid === pid) child.ppid = 1;
}
