// Services die, hang, fork, escape, and sleep where no signal reaches them; strangers come and go, and take over their pids.

import type { Process } from '../world/process.ts';
import { fork } from '../world/signals.ts';
import { called, type Fault, someKey, someProcess, type Targets } from './fault.ts';

const OOM = { exitCode: undefined, signal: 'SIGKILL' };
const LONGEST_SLEEP_MS = 90_000;

/** Where a beat does not tell who wrote it, who took the number at once would look like the one that beat last. */
const LATER_MS = [3000, 30_000];
const AT_ONCE_MS = [20, 1000, 30_000];

const isService = ({ role }: Process) => role === 'service' || role === 'copy';

function die(it: Process | undefined, { machine, random }: Targets): string | undefined {
  if (it === undefined) return undefined;
  machine.processes.end(it, OOM, random.happens(0.15));
  return called(it);
}

function strangerWith(pid: number | undefined, { machine, random }: Targets): void {
  const marks = {
    uid: random.happens(0.8) ? 1000 : 33,
    instance: undefined,
    step: undefined,
    key: undefined,
  };
  const it = machine.processes.begin({ role: 'stranger', key: undefined, marks, pid });
  if (random.happens(0.4)) fork(it, machine);
}

/** What may become of processes. */
export const PROCESS_FAULTS: readonly Fault[] = [
  {
    name: 'a process dies',
    weight: 8,
    strike: (targets) => die(someProcess(targets, isService), targets),
  },
  {
    name: 'a whole service dies',
    weight: 4,
    strike: (targets) => {
      const key = someKey(targets);
      const all = targets.machine.processes.living(key).filter(isService);
      for (const it of all) targets.machine.processes.end(it, OOM);
      return all.length === 0 ? undefined : key;
    },
  },
  {
    name: 'a zombie is reaped',
    weight: 3,
    strike: ({ machine }) => {
      const it = [...machine.processes.all()].find(({ state }) => state === 'Z');
      if (it !== undefined) machine.processes.reap(it);
      return it && called(it);
    },
  },
  {
    name: 'a service hangs',
    weight: 5,
    strike: (targets) => {
      const it = someProcess(targets, ({ beats }) => beats !== undefined);
      if (it !== undefined) hang(it, targets);
      return it && called(it);
    },
  },
  {
    name: 'all services hang',
    weight: 1,
    strike: (targets) => {
      for (const it of targets.machine.processes.living()) if (it.beats !== undefined) hang(it, targets);
      return 'a disk hangs';
    },
  },
  {
    name: 'a process is stopped',
    weight: 3,
    strike: (targets) => {
      const it = someProcess(targets, (one) => isService(one) && one.state === 'S');
      if (it === undefined) return undefined;
      targets.machine.processes.beforeChange(it);
      it.state = 'T';
      return called(it);
    },
  },
  {
    name: 'a process sleeps in the kernel',
    weight: 2,
    strike: (targets) => {
      const it = someProcess(targets, isService);
      if (it === undefined) return undefined;
      it.deathlessUntilMs = targets.machine.clocks.trueMs() + targets.random.whole(1000, LONGEST_SLEEP_MS);
      return called(it);
    },
  },
  {
    name: 'a process forks',
    weight: 4,
    strike: (targets) => {
      const it = someProcess(targets, isService);
      return it && called(fork(it, targets.machine));
    },
  },
  {
    name: 'a child escapes by a double fork',
    weight: 4,
    strike: (targets) => {
      const it = someProcess(targets, isService);
      return it && called(fork(it, targets.machine, true));
    },
  },
  {
    name: 'a pid is taken over by a stranger',
    weight: 4,
    strike: (targets) => {
      const it = someProcess(targets, isService);
      if (it === undefined) return undefined;
      targets.machine.processes.end(it, OOM);
      const isSilent = it.role === 'copy' || targets.machine.heartbeats.silent.has(it.key as string);
      const afterMs = targets.random.pick(isSilent ? LATER_MS : AT_ONCE_MS) as number;
      targets.machine.agenda.at(targets.machine.clocks.trueMs() + afterMs, () => {
        strangerWith(it.pid, targets);
      });
      return called(it);
    },
  },
  {
    name: 'a stranger begins',
    weight: 2,
    strike: (targets) => {
      strangerWith(undefined, targets);
      return 'somebody';
    },
  },
  {
    name: 'a stranger ends',
    weight: 3,
    strike: ({ machine, random }) => {
      const it = random.pick(machine.processes.living().filter(({ role }) => role === 'stranger'));
      if (it !== undefined) machine.processes.end(it, OOM);
      return it && called(it);
    },
  },
  {
    name: 'a service crashes at every start',
    weight: 1,
    strike: (targets) => {
      const key = someKey(targets);
      targets.mood.crashingUntil.set(
        key,
        targets.machine.clocks.trueMs() + targets.random.whole(60_000, 900_000),
      );
      return key;
    },
  },
];

function hang(it: Process, { machine }: Targets): void {
  machine.processes.beforeChange(it);
  it.beats = undefined;
}
