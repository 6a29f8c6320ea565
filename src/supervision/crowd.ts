// All processes as one pass sees them: read when first asked for, and once for all services. What is begun or ended by it is
// always looked at again.

import type { Manager } from '../config/process-manager.ts';
import type { Insider } from '../core/insider.ts';
import type { CommandRow } from '../core/searched.ts';
import type { Host } from '../host/host.ts';
import { type Seen, seeProcesses } from './see-processes.ts';

/** All processes at one moment. */
export interface Crowd {
  table(): Seen;
  /** With their command lines; or why these cannot all be seen. */
  commands(): readonly CommandRow[] | string;
  /** Those of pid namespaces within ours; or why these cannot be told from the others. */
  insiders(): readonly Insider[] | string;
  /** Kinds of managers that have not answered in time. */
  readonly mute: Set<Manager['kind']>;
  /** How long managers have been waited for, in all. */
  waitedMs: number;
}

/** A crowd that nobody has looked at yet. */
export function createCrowd(host: Pick<Host, 'processTable' | 'commandTable' | 'insiders'>): Crowd {
  let table: Seen | undefined;
  let commands: readonly CommandRow[] | string | undefined;
  let insiders: readonly Insider[] | string | undefined;
  return {
    mute: new Set(),
    waitedMs: 0,
    table: () => {
      table ??= seeProcesses(host);
      return table;
    },
    commands: () => {
      commands ??= unlessUnseen('the command lines', host.commandTable);
      return commands;
    },
    insiders: () => {
      insiders ??= unlessUnseen('the pid namespaces of others', host.insiders);
      return insiders;
    },
  };
}

function unlessUnseen<T>(what: string, see: () => T): T | string {
  try {
    return see();
  } catch (error) {
    return `${what} cannot be seen: ${(error as Error).message}`;
  }
}
