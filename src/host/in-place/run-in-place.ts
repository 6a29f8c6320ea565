// Runs a program in our place: our input, output, terminal and environment are its own, and signals that come to us go on to it.
// Knows nothing of heartbeats.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Exit } from '../../core/heartbeat.ts';
import { errorCode } from '../error-code.ts';
import { readProcFile } from '../proc-file.ts';
import { fieldsFromState } from '../proc-stat.ts';
import { watchMovement } from './movement.ts';
import { passSignals } from './pass-signals.ts';

/** A program that runs in our place. */
export interface InPlace {
  readonly kind: 'running';
  readonly pid: number;
  /** Settles when it has ended and its output is passed on. */
  readonly ended: Promise<Ended>;
  /** Whether it lives and nobody has stopped it. */
  isAtWork(): boolean;
  /** Milliseconds since its output moved last; 0 where that is not watched. */
  stillMs(): number;
  /** Asks it to end, and makes it end when it does not. */
  end(): void;
}

/** How it has ended, and whether somebody had asked us for that. */
export interface Ended extends Exit {
  readonly wasAskedFor: boolean;
}

/** That it could not be started, by the exit code that a shell gives for that. */
export interface NotRun {
  readonly kind: 'not_run';
  readonly exitCode: number;
  readonly why: string;
}

const NOT_FOUND = 127;
/** The exit code of a shell for what is there, but cannot be run. */
export const NOT_EXECUTABLE = 126;
const PATIENCE_MS = 10_000;
const LAST_OUTPUT_MS = 1000;

/** Starts a program; `isOutputWatched` has its output passed on by us where it goes to no file. */
export async function runInPlace(
  [file = '', ...args]: readonly string[],
  { env, isOutputWatched }: { env: NodeJS.ProcessEnv; isOutputWatched: boolean },
): Promise<InPlace | NotRun> {
  const movement = isOutputWatched ? watchMovement() : undefined;
  const child = spawn(file, args, { env, stdio: movement?.stdio ?? 'inherit' });
  movement?.attach(child);
  const passing = passSignals((name) => child.kill(name));
  try {
    await once(child, 'spawn');
  } catch (error) {
    passing.stop();
    return notRun(file, error);
  }
  const ended = endOf(child).finally(passing.stop);
  const pid = child.pid as number;
  return {
    kind: 'running',
    pid,
    ended: ended.then((exit) => ({ ...exit, wasAskedFor: passing.wasAskedFor(exit) })),
    isAtWork: () => child.exitCode === null && child.signalCode === null && !isStopped(pid),
    stillMs: () => movement?.stillMs() ?? 0,
    end: () => {
      child.kill('SIGTERM');
      child.kill('SIGCONT');
      setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
    },
  };
}

async function endOf(child: ChildProcess): Promise<Exit> {
  const closed = once(child, 'close');
  const [exitCode, signal] = await once(child, 'exit');
  // What it has left in the background may hold its output for ever.
  await Promise.race([closed, new Promise((done) => setTimeout(done, LAST_OUTPUT_MS).unref())]);
  return { exitCode: exitCode ?? undefined, signal: signal ?? undefined };
}

function isStopped(pid: number): boolean {
  const stat = readProcFile(`/proc/${pid}/stat`);
  return typeof stat === 'string' && /^[Tt]$/.test(fieldsFromState(stat, 1)[0] ?? '');
}

function notRun(file: string, error: unknown): NotRun {
  const code = errorCode(error);
  const exitCode = code === 'ENOENT' ? NOT_FOUND : NOT_EXECUTABLE;
  return { kind: 'not_run', exitCode, why: `${file}: it could not be started: ${code}` };
}
