// Runs the built program as a child process, with the bare environment that cron gives.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The built program, as a file that Node runs. */
export const WATCHDOG = join(import.meta.dirname, '..', '..', 'dist', 'watchdog.cjs');
const BARE_PATH = '/usr/local/bin:/usr/bin:/bin';

/** What an invocation came to. */
export interface Result {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An invocation at work. */
export interface Invocation {
  readonly child: ChildProcess;
  readonly ended: Promise<Result>;
  /** Ends it with SIGKILL, and waits until it is gone. */
  killHard(): Promise<void>;
}

/** How to run it, where that is not the usual way. */
export interface Manner {
  readonly cwd: string;
  /** Put before the program, such as `setpriv …`. */
  readonly wrapper?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What Node runs, where that is not the built program. */
  readonly program?: readonly string[];
}

/** Starts the built program with these words. */
export function invoke(
  words: readonly string[],
  { cwd, wrapper = [], env = {}, program = [WATCHDOG] }: Manner,
): Invocation {
  const [file = '', ...args] = [...wrapper, process.execPath, ...program, ...words];
  const child = spawn(file, args, {
    cwd,
    env: { PATH: BARE_PATH, HOME: cwd, LOGNAME: 'tester', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = resultOf(child);
  return {
    child,
    ended,
    killHard: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function resultOf(child: ChildProcess): Promise<Result> {
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (text) => {
    output.stdout += text;
  });
  child.stderr?.on('data', (text) => {
    output.stderr += text;
  });
  const [exitCode, signal] = await once(child, 'close');
  return { exitCode, signal, ...output };
}
