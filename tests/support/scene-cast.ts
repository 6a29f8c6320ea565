// Who lives in a scene: the services that the program started, and strangers that the test did.

import { type ChildProcess, spawn } from 'node:child_process';
import { eventually } from './eventually.ts';
import { type Actor, actorsOf, signal } from './scene-processes.ts';

/** The living processes of a scene. */
export interface Cast {
  /** What lives of a service and carries a cookie, oldest first. */
  living(key: string): readonly Actor[];
  /** Everything that lives of the scene: services, scripts, strangers, and what they left. */
  everything(): readonly Actor[];
  /** Starts a process that is no service of the scene, though it ends with it. */
  stranger(argv?: readonly [string, ...string[]]): ChildProcess;
  /** Ends what lives of a service with SIGKILL, and waits until it is gone. */
  killInstance(key: string): Promise<void>;
  endEverything(): Promise<void>;
}

/** The cast of one scene. */
export function castOf(folder: string, configPath: string): Cast {
  const living: Cast['living'] = (key) =>
    actorsOf(configPath)
      .filter(({ env }) => env.WATCHDOG_KEY === key && env.WATCHDOG_INSTANCE)
      .sort((a, b) => a.startTicks - b.startTicks);
  return {
    living,
    everything: () => actorsOf(configPath),
    stranger: ([file, ...args] = ['sleep', '100']) =>
      spawn(file, args, {
        cwd: folder,
        env: { ...process.env, WATCHDOG_CONFIG: configPath },
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    killInstance: (key) => endAll(() => living(key)),
    endEverything: () => endAll(() => actorsOf(configPath)),
  };
}

async function endAll(find: () => readonly Actor[]): Promise<void> {
  await eventually('all have ended', () => {
    const left = find();
    for (const actor of left) signal(actor, 'SIGKILL');
    return left.length === 0;
  });
}
