// A small program with a writer in it, in whatever language: it does what it is told on its input, a line each, and answers each with a
// line. `beat PROGRESS STATUS` (`-` for none), `spin COUNT` beats, `stop`; the answers are `ok`, `failed`, and `refused` for a bad key.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterTest } from '../support/after-test.ts';

/** What a program finds in its environment besides the path. */
export type Told = Readonly<Record<string, string>>;

/** A program at work. */
export interface Writer {
  readonly pid: number;
  /** Says a line, and answers with the program's answer; undefined when it has ended instead. */
  say(line: string): Promise<string | undefined>;
  /** How it ends: its exit code. */
  readonly ended: Promise<number | null>;
}

/** Starts a program; it is ended after the test. */
export function startWriter([file = '', ...args]: readonly string[], told: Told = {}): Writer {
  const child = spawn(file, args, {
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', ...told },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').then(([exitCode]) => exitCode as number | null);
  afterTest(() => end(child, ended));
  // Whoever has ended hears no more.
  child.stdin.on('error', () => {});
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    pid: child.pid as number,
    say: async (line) => {
      child.stdin.write(`${line}\n`);
      const { value, done } = await answers.next();
      return done === true ? undefined : value;
    },
    ended,
  };
}

async function end(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}
