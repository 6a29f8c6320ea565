// Real processes for tests: started in a temporary folder, known by a cookie, and ended by their ids when the test is over.

import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readDocument } from '../../src/core/heartbeat.ts';
import type { ProcessFacts } from '../../src/core/process.ts';
import { createHost } from '../../src/host/create-host.ts';
import type { Host, RunSpec, Selection } from '../../src/host/host.ts';
import { afterTest } from './after-test.ts';
import { eventually } from './eventually.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Where a test plays: everything in it is gone when the test is over. */
export interface Scene {
  readonly host: Host;
  readonly folder: string;
  readonly cookie: string;
  /** Starts one of the programs under tests/support/programs, or any other, with the cookie. */
  start(argv: readonly string[], options?: { readonly uid?: number }): ChildProcess;
  /** As `start`, and waits for its first line of output. */
  startReady(argv: readonly string[]): Promise<{ readonly child: ChildProcess; readonly line: string }>;
  /** What to run, in the folder and with the cookie. */
  spec(argv: readonly string[], changes?: Partial<RunSpec>): RunSpec;
  /** Waits for a program to write its number into a file of the folder. */
  numberIn(name: string): Promise<number>;
  /** Picks what carries the cookie. */
  readonly holders: Selection;
}

/** The path of a program under tests/support/programs. */
export function program(name: string): string {
  return join(import.meta.dirname, 'programs', name);
}

/** The facts of a living process; fails the test when there is none. */
export function alive(host: Host, pid: number): ProcessFacts {
  const seen = host.lookAt(pid, undefined);
  if (seen.kind !== 'alive') throw new Error(`process ${pid} is ${JSON.stringify(seen)}`);
  return seen.process;
}

/** Whether a process has ended. */
export function isOver(host: Host, pid: number): boolean {
  return host.lookAt(pid, undefined).kind === 'dead';
}

/** Sets a scene. */
export function createScene(): Scene {
  const host = createHost({ readDocument });
  const folder = temporaryFolder('host');
  const cookie = randomUUID();
  const holders: Selection = (table) =>
    table.filter(({ marks }) => marks?.instance === cookie || marks?.key === cookie);
  const start: Scene['start'] = ([file = '', ...args], { uid } = {}) =>
    spawn(file, args, {
      env: { PATH: process.env.PATH, WATCHDOG_INSTANCE: cookie, WATCHDOG_KEY: cookie },
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
      cwd: '/',
      ...(uid === undefined ? {} : { uid }),
    });
  afterTest(async () => {
    await eventually('everything of the scene has ended', () => {
      const left = holders(host.processTable());
      for (const { pid } of left) killQuietly(pid);
      return left.length === 0;
    });
  });
  return {
    host,
    folder,
    cookie,
    start,
    holders,
    startReady: async (argv) => {
      const child = start(argv);
      const line = await new Promise<string>((resolve) =>
        child.stdout?.once('data', (it) => resolve(String(it))),
      );
      return { child, line: line.trim() };
    },
    spec: (argv, changes = {}) => ({
      argv,
      cwd: folder,
      env: { WATCHDOG_INSTANCE: cookie, WATCHDOG_KEY: cookie },
      user: undefined,
      outputPath: join(folder, 'output.log'),
      ...changes,
    }),
    numberIn: async (name) => {
      const path = join(folder, name);
      const written = () => existsSync(path) && readFileSync(path, 'utf8').trim();
      return Number(await eventually(`${name} is written`, () => written() || undefined));
    },
  };
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended in between.
  }
}
