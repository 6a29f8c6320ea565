// The processes of a machine without /proc (macOS), by running `ps`. An identity's ticks are there the milliseconds of
// its start in UTC. Knows nothing of what the listing means.

import { execFileSync } from 'node:child_process';

import type { Liveness, ProcessFacts, ProcessId } from '../core/process.ts';
import { monotonicMs } from './clock.ts';
import { withoutOurselves } from './command-lines.ts';
import { errorCode } from './error-code.ts';
import type { NamedProcesses } from './processes.ts';
import { PS_COLUMNS, parseCommands, parsePs } from './ps-format.ts';

/** Runs `ps`: given its arguments, answers its output, and throws where that exits badly. */
export type RunPs = (args: readonly string[]) => string;

const SNAPSHOT_GOOD_FOR_MS = 1000;
const LARGEST_OUTPUT_BYTES = 256 * 1024 * 1024;

/** The processes as `ps` lists them. */
export function createPsProcesses(runPs: RunPs = runPsInUtc): NamedProcesses {
  const list = (which: readonly string[]): readonly ProcessFacts[] =>
    parsePs(runPs([...which, '-wwo', PS_COLUMNS]), runPs([...which, '-Ewwo', PS_COLUMNS]));
  const isInSnapshot = createSnapshot(runPs);
  const lookAt = (pid: number, known: ProcessId | undefined): Liveness => {
    const seen = known?.pid === pid ? isInSnapshot(known) : undefined;
    const process = seen ?? list(['-p', String(pid)])[0];
    if (process === undefined) return { kind: 'dead', why: 'gone' };
    return isLiving(process) ? { kind: 'alive', process } : { kind: 'dead', why: 'zombie' };
  };
  return {
    table: () => list(['-ax']).filter(isLiving),
    commandTable: () => {
      const listing = ['-ax', '-wwo', PS_COLUMNS];
      const rows = parseCommands(runPs(listing), runPs(['-ax', '-Ewwo', PS_COLUMNS]));
      const others = new Set(withoutOurselves(rows.map(({ process }) => process)));
      return rows.filter(({ process }) => others.has(process) && isLiving(process));
    },
    childAtBirth: (pid) => list(['-p', String(pid)])[0],
    lookAt: (pid, known) => {
      try {
        return lookAt(pid, known);
      } catch (error) {
        return failed(error);
      }
    },
  };
}

/** One run of `ps` costs as much as a thousand looks, so looks at processes already known share one for a second. */
function createSnapshot(runPs: RunPs): (known: ProcessId) => ProcessFacts | undefined {
  let rows = new Map<number, ProcessFacts>();
  let readAtMs = Number.NEGATIVE_INFINITY;
  return (known) => {
    if (monotonicMs() - readAtMs > SNAPSHOT_GOOD_FOR_MS) {
      const listing = parsePs(runPs(['-ax', '-wwo', PS_COLUMNS]), '');
      rows = new Map(listing.map((row) => [row.pid, { ...row, marks: undefined }]));
      readAtMs = monotonicMs();
    }
    const row = rows.get(known.pid);
    return row?.startTicks === known.startTicks ? row : undefined;
  };
}

function isLiving({ state }: ProcessFacts): boolean {
  return state !== 'Z';
}

/** `ps` exits with 1 and prints nothing where there is no such process. */
function failed(error: unknown): Liveness {
  const status = typeof error === 'object' && error !== null ? Reflect.get(error, 'status') : undefined;
  if (status === 1) return { kind: 'dead', why: 'gone' };
  return { kind: 'unknown', why: `ps could not be run (${errorCode(error)})` };
}

function runPsInUtc(args: readonly string[]): string {
  return execFileSync('ps', args, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC0' },
    maxBuffer: LARGEST_OUTPUT_BYTES,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
