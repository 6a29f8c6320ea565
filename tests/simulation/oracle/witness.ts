// What every check of the oracle may look at: the truth of the world, and the committed record.

import type { Config } from '../../../src/config/config.ts';
import type { Life } from '../invocation/life.ts';
import type { Record } from '../invocation/record.ts';
import type { Machine } from '../world/machine.ts';
import type { Process } from '../world/process.ts';
import type { Senses } from '../world/senses.ts';
import type { Findings } from './findings.ts';

/** The truth, and where it is told when a promise is broken. */
export interface Witness {
  readonly machine: Machine;
  readonly senses: Senses;
  readonly record: Record;
  readonly findings: Findings;
  /** The config as the invocation at work has read it. */
  config(): Config;
  /** Of every service that is configured at some time. */
  readonly keys: readonly string[];
  holder(): Life | undefined;
}

/** The living processes of a service that carry a cookie. */
export function holdersOfCookies(key: string, { machine }: Pick<Witness, 'machine'>): Process[] {
  return machine.processes
    .living(key)
    .filter(({ role, marks }) => role === 'service' && marks.instance !== undefined);
}

/** Some processes in words. */
export function name(processes: readonly Process[]): string {
  return processes.map(({ pid, marks, role }) => `pid ${pid} (${marks.instance ?? role})`).join(', ');
}
