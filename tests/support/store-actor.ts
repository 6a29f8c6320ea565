// Runs programs/store-actor.ts, or another program with a database, as processes of their own, and ends by their ids those that do not end by themselves.

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterTest } from './after-test.ts';
import { temporaryFolder } from './temporary-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const MODULES = { NODE_PATH: join(ROOT, 'node_modules') };

/** A process that was started, and the lines it prints. */
export interface Actor {
  readonly child: ChildProcess;
  /** The next line it prints, as a value. */
  next(): Promise<unknown>;
  end(): Promise<void>;
}

/** The bundled program, with ways to run it. */
export interface Actors {
  readonly folder: string;
  /** Runs to the end and answers what was printed; `wrapper` is put before the command. */
  run(
    args: readonly string[],
    wrapper?: readonly string[],
  ): { readonly found: unknown; readonly signal: string | null };
  start(...args: readonly string[]): Actor;
  /** Starts it by another command, such as `strace …`. */
  startBy(wrapper: readonly string[], ...args: readonly string[]): Actor;
  /** The command as a shell would read it. */
  command(...args: readonly string[]): string;
}

/**
 * Bundles the program, `without` a piece of its text where one is named; better-sqlite3 stays outside, as in the package.
 * Whoever was started ends with the test.
 */
export function createActors(name = 'store-actor', without?: string): Actors {
  const folder = temporaryFolder('actor');
  chmodSync(folder, 0o755);
  const program = join(folder, `${name}.cjs`);
  const entry = join(import.meta.dirname, 'programs', `${name}.ts`);
  const options = [
    '--bundle',
    '--platform=node',
    '--format=cjs',
    '--external:better-sqlite3',
    '--log-level=warning',
  ];
  execFileSync(join(ROOT, 'node_modules/.bin/esbuild'), [entry, ...options, `--outfile=${program}`], {
    cwd: ROOT,
  });
  if (without !== undefined) takeOut(without, program);
  const env = { ...process.env, ...MODULES };
  const startBy: Actors['startBy'] = (wrapper, ...args) => {
    const [file = '', ...rest] = [...wrapper, process.execPath, '--expose-gc', program, ...args];
    // A group of its own: a wrapper may have the program for a child, and both must end.
    const actor = follow(spawn(file, rest, { env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] }));
    afterTest(actor.end);
    return actor;
  };
  return {
    folder,
    run: (args, wrapper = []) => {
      const [file = '', ...rest] = [...wrapper, process.execPath, program, ...args];
      const { stdout, stderr, signal } = spawnSync(file, rest, { env, encoding: 'utf8' });
      if (stdout === '' && signal === null) throw new Error(stderr);
      return { found: stdout === '' ? undefined : JSON.parse(stdout), signal };
    },
    start: (...args) => startBy([], ...args),
    startBy,
    command: (...args) => [process.execPath, program, ...args].map((word) => `'${word}'`).join(' '),
  };
}

function takeOut(piece: string, program: string): void {
  const [before, after, ...more] = readFileSync(program, 'utf8').split(piece);
  if (after === undefined || more.length > 0) throw new Error(`${program}: expected one "${piece}"`);
  writeFileSync(program, `${before}${after}`);
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it has ended by itself.
  }
}

function follow(child: ChildProcess): Actor {
  const exit = once(child, 'exit');
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  return {
    child,
    next: async () => JSON.parse((await lines.next()).value ?? 'null'),
    end: async () => {
      endGroup(child);
      await exit;
    },
  };
}
