// Real processes for tests: started in a temporary folder, known by a cookie, and ended by their ids when the test is over.

import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { readDocument } from '../../src/core/heartbeat.ts';
import type { ProcessFacts } from '../../src/core/process.ts';
import { createHost } from '../../src/host/create-host.ts';
import type { Host, RunSpec, Selection } from '../../src/host/host.ts';

/** Where a test plays: everything in it is gone after `clear`. */
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
  clear(): Promise<void>;
}

/** The path of a program under tests/support/programs. */
export function program(name: string): string {
  return join(import.meta.dirname, 'programs', name);
}

/** Waits until a condition holds; the limit is generous, since only a failure waits for it. */
export async function until(what: string, holds: () => boolean, limitSeconds = 30): Promise<void> {
  const deadline = performance.now() + limitSeconds * 1000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`not within ${limitSeconds} s: ${what}`);
    await sleep(10);
  }
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
  const folder = mkdtempSync(join(tmpdir(), 'watchdog-host-'));
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
      await until(`${name} is written`, () => existsSync(path) && readFileSync(path, 'utf8').trim() !== '');
      return Number(readFileSync(path, 'utf8'));
    },
    clear: async () => {
      for (const { pid } of holders(host.processTable())) killQuietly(pid);
      await until('everything of the scene has ended', () => holders(host.processTable()).length === 0);
      rmSync(folder, { recursive: true, force: true });
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
