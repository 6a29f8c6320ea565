// Runs a program of ours beside us, in a session of its own: it works on when we end, or our terminal goes. Knows not what for.

import { spawn } from 'node:child_process';

/** What a program came to. */
export interface Ran {
  /** None where a signal has ended it, or it could not be started. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program at work. */
export interface Running {
  /** Never rejects. */
  readonly ended: Promise<Ran>;
  /** Waits for it no more; it goes on. */
  letGo(): void;
}

/** Starts a program by its words, the first of which is its file. */
export function runOwn([file = '', ...args]: readonly string[]): Running {
  const child = spawn(file, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  const ended = new Promise<Ran>((resolve) => {
    child.once('close', (code) => resolve({ exitCode: code ?? undefined, ...said }));
    child.once('error', ({ message }) => resolve({ exitCode: undefined, stdout: '', stderr: message }));
  });
  const letGo = () => {
    child.unref();
    child.stdout.destroy();
    child.stderr.destroy();
  };
  return { ended, letGo };
}
