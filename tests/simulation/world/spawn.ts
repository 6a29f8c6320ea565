// Takes the place of the host's `spawn`: the program of a service or a script begins on the made-up machine.

import type { CgroupTrouble, RunSpec } from '../../../src/host/host.ts';
import type { Spawned } from '../../../src/host/spawn.ts';
import { assertAlive, type Life } from '../invocation/life.ts';
import { current } from './kernel.ts';
import type { Ended, Process } from './process.ts';

/** Begins a program; absent when the system refuses to. */
export type Begin = (spec: RunSpec, parent: number) => Process | undefined;

let begin: Begin = () => undefined;

/** Says what programs there are. */
export function install(programs: Begin): void {
  begin = programs;
}

/** Makes ready to start programs. */
export async function loadSpawn(): Promise<(spec: RunSpec) => Spawned> {
  const { life } = current();
  return (spec) => {
    assertAlive(life);
    current().before(`start ${spec.argv[0]}`, life);
    const child = begin(spec, life.pid);
    if (child === undefined)
      return {
        kind: 'failed',
        failure: Promise.resolve({ why: 'the system answered EAGAIN', isMachineShort: true }),
      };
    const trouble = enclose(child, spec);
    const ended = endOf(child, life);
    current().before(`tell of pid ${child.pid}`, life);
    return {
      kind: 'spawned',
      pid: child.pid,
      ended,
      outputStartsAt: 0,
      trouble,
      release: () => undefined,
      discard: () => undefined,
    };
  };
}

/** It is born in its cgroup, with all that it has forked. */
function enclose({ family }: Process, { enclosure }: RunSpec): CgroupTrouble | undefined {
  const { machine } = current();
  if (enclosure === undefined) return undefined;
  if (!machine.hasCgroups) return { level: 'DEBUG', message: 'no cgroup v2 is mounted' };
  for (const it of machine.processes.living()) if (it.family === family) it.cgroup = enclosure.name;
  return undefined;
}

function endOf(child: Process, life: Life): Promise<Ended> {
  return new Promise((resolve) => {
    child.waiting.push((how) => {
      if (life.state === 'dead') return;
      current().life = life;
      resolve(how);
    });
  });
}
