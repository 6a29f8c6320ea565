// Whether the output of a child moves: by the files that it goes to, which need no hand of ours in between; where it goes anywhere else,
// by passing it on.

import type { ChildProcess, StdioOptions } from 'node:child_process';
import { fstatSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const OUTPUTS = [1, 2] as const;

/** A watch over the output of a child. */
export interface Movement {
  /** How the child is to be started. */
  readonly stdio: StdioOptions;
  /** Begins to watch the child. */
  attach(child: ChildProcess): void;
  /** Milliseconds since it moved last, or since the watch was made. */
  stillMs(): number;
}

/** A watch over the output of a child that is to have ours. */
export function watchMovement(): Movement {
  let movedMs = performance.now();
  let marks = fileMarks();
  const move = () => {
    movedMs = performance.now();
  };
  return {
    stdio: ['inherit', ...OUTPUTS.map((fd) => (isFile(fd) ? 'inherit' : 'pipe'))] as StdioOptions,
    attach: ({ stdout, stderr }) => {
      for (const [from, to] of [
        [stdout, process.stdout],
        [stderr, process.stderr],
      ] as const) {
        from?.on('data', move).pipe(to, { end: false });
        // Whoever read it has left: the child is to find that out as it would without us.
        to.once('error', () => from?.destroy());
      }
    },
    stillMs: () => {
      const now = fileMarks();
      if (now !== marks) move();
      marks = now;
      return performance.now() - movedMs;
    },
  };
}

function isFile(fd: number): boolean {
  return fstatSync(fd).isFile();
}

function fileMarks(): string {
  return OUTPUTS.map((fd) => {
    const { size, mtimeMs } = fstatSync(fd);
    return isFile(fd) ? `${size} ${mtimeMs}` : '';
  }).join();
}
