// Takes the place of the host's cgroups: on some made-up machines there are none, and cookie, session and descent alone tell
// who belongs together; on others the kernel knows.

import { assertAlive } from '../invocation/life.ts';
import { current } from './kernel.ts';
import type { Process } from './process.ts';
import { deliver } from './signals.ts';

/** The made-up senses tell it with all else of a process. */
export function enclosureNameOf(): undefined {
  return undefined;
}

/** The name of one is its folder. */
export function cgroupOf(pid: number, name: string): string | undefined {
  return current().machine.processes.find(pid)?.cgroup === name ? name : undefined;
}

/** Kills all that is in one, at once. */
export function killCgroup(folder: string): void {
  const { machine, life, before, onSignal } = current();
  assertAlive(life);
  before(`signal SIGKILL to all of ${folder}`, life);
  for (const it of inside(folder)) {
    onSignal(it, 'SIGKILL', life);
    deliver('SIGKILL', it, machine);
  }
}

/** Whether anything lives in one. */
export function isPopulated(folder: string): boolean {
  return inside(folder).length > 0;
}

/** An empty one is nothing here. */
export function removeCgroup(): void {}

function inside(folder: string): Process[] {
  return current()
    .machine.processes.living()
    .filter(({ cgroup }) => cgroup === folder);
}
