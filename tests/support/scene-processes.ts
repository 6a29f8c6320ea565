// The processes of one scene, told by the config path in their environment. Reads /proc by itself, so that what is tested
// is not what finds out; ends processes by number and start time.

import { readdirSync, readFileSync } from 'node:fs';

/** A living process of a scene. */
export interface Actor {
  readonly pid: number;
  /** Kernel start time, in clock ticks since boot. */
  readonly startTicks: number;
  readonly env: Readonly<Record<string, string>>;
}

/** Every living process whose environment names this config; zombies do not count. */
export function actorsOf(configPath: string): readonly Actor[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => actorAt(Number(name)) ?? [])
    .filter(({ env }) => env.WATCHDOG_CONFIG === configPath);
}

/** What a pid is now; undefined when nothing of it lives. */
export function actorAt(pid: number): Actor | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return { pid, startTicks: Number(fields[19]), env: environmentOf(pid) };
  } catch {
    return undefined;
  }
}

/** Sends a signal to a process, unless its number has passed on to another one. */
export function signal({ pid, startTicks }: Pick<Actor, 'pid' | 'startTicks'>, name: NodeJS.Signals): void {
  if (actorAt(pid)?.startTicks !== startTicks) return;
  try {
    process.kill(pid, name);
  } catch {
    // It ended in between.
  }
}

function environmentOf(pid: number): Record<string, string> {
  const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  return Object.fromEntries(
    entries.map((entry) => [entry.split('=', 1)[0] ?? '', entry.slice(entry.indexOf('=') + 1)]),
  );
}
