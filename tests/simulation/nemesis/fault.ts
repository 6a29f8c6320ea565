// What a fault is, and what it may strike.

import type { Life } from '../invocation/life.ts';
import type { Record } from '../invocation/record.ts';
import type { Random } from '../run/random.ts';
import type { ConfigFile } from '../services/config-file.ts';
import type { Mood } from '../services/mood.ts';
import type { Machine } from '../world/machine.ts';
import { lives, type Process } from '../world/process.ts';
import type { Senses } from '../world/senses.ts';

/** What may be struck. */
export interface Targets {
  readonly machine: Machine;
  readonly senses: Senses;
  readonly record: Record;
  readonly random: Random;
  readonly mood: Mood;
  readonly file: ConfigFile;
  /** The invocation at work, if there is one. */
  holder(): Life | undefined;
  /** Kills it. */
  killHolder(): void;
  /** The disk has no room until then. */
  fullUntilMs: number;
}

/** One kind of fault. */
export interface Fault {
  readonly name: string;
  readonly weight: number;
  /** Strikes, and says in words whom; absent when there was nothing to strike. */
  strike(targets: Targets): string | undefined;
}

/** One of the services, whether it is in the config now or not. */
export function someKey({ random, file }: Targets): string {
  return random.pick(file.keys) as string;
}

/** One of the living processes of the services that fits. */
export function someProcess(
  { machine, random }: Targets,
  fits: (it: Process) => boolean,
): Process | undefined {
  return random.pick(
    machine.processes.living().filter((it) => it.key !== undefined && lives(it) && fits(it)),
  );
}

/** A process in words. */
export function called({ pid, key, role }: Process): string {
  return `pid ${pid} (${role} of ${key})`;
}
