// Runs the small programs under fixtures, each named by its trouble, against the installed package.
// Knows nothing of what they report.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../fixtures/${name}.cjs`, import.meta.url));
}

/** Runs `[...prefix, node, fixture, ...args]` to its end and returns the JSON that it printed. */
export function runFixture(name: string, args: string[], prefix: string[] = []): unknown {
  const [file = '', ...rest] = [...prefix, process.execPath, fixturePath(name), ...args];
  return JSON.parse(execFileSync(file, rest, { encoding: 'utf8', timeout: 60_000 }));
}

/** Starts a fixture that runs until it is killed, which is the caller's to do; `env` is added to our own. */
export function startFixture(name: string, args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const options = { env: { ...process.env, ...env }, stdio: 'inherit' } as const;
  return spawn(process.execPath, [fixturePath(name), ...args], options);
}
