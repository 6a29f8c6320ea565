// Starts a program so that it owes us nothing: own session, no input, output to a file, no descriptor of ours.
// Does not know how long it may run, nor what its end means.

import { closeSync } from 'node:fs';

import { asUser } from './as-user.ts';
import { childEnvironment } from './environment.ts';
import { errorCode } from './error-code.ts';
import type { RunSpec } from './host.ts';
import { withoutInheritedDescriptors } from './inherited-descriptors.ts';
import { openOutput } from './output-file.ts';
import { explainFailure, findFault } from './spawn-fault.ts';

/** How a program ended. */
export interface Ended {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
}

/** What came of trying to start a program. */
export type Spawned =
  | {
      readonly kind: 'spawned';
      readonly pid: number;
      readonly ended: Promise<Ended>;
      /** Where its output begins in its file. */
      readonly outputStartsAt: number;
      /** Lets us exit while it lives. */
      release(): void;
      /** Kills it; only for a child whose identity cannot be read, which until its end nobody else can have. */
      discard(): void;
    }
  | { readonly kind: 'failed'; readonly why: Promise<string> };

/** Starts a program at once. */
export type Spawn = (spec: RunSpec, output: 'append' | 'replace') => Spawned;

type Execa = typeof import('execa')['execa'];

/** Makes ready to start programs: that alone costs more than a whole tick in which nothing is started. */
export async function loadSpawn(): Promise<Spawn> {
  const { execa } = await import('execa');
  return (spec, output) => {
    try {
      return spawn(execa, spec, output);
    } catch (error) {
      return failed(error instanceof Error ? error.message : errorCode(error));
    }
  };
}

function spawn(execa: Execa, spec: RunSpec, how: 'append' | 'replace'): Spawned {
  const changed = asUser(spec.argv, spec.user);
  if ('why' in changed) return failed(changed.why);
  const env = childEnvironment(process.env, spec.env, changed.account);
  const attempt = { argv: spec.argv, cwd: spec.cwd, path: env.PATH ?? '' };
  const argv = withoutInheritedDescriptors(changed.argv);
  // A program in front of the real one would hide what is wrong with it behind an exit code.
  const fault = argv === spec.argv ? undefined : findFault(attempt);
  if (fault !== undefined) return failed(fault);
  const output = openOutput(spec.outputPath, how);
  try {
    const [file = '', ...args] = argv;
    // Any number will do; execa's types know only those up to 9.
    const descriptor = output.descriptor as 3;
    const child = execa(file, args, {
      ...changed.ids,
      cwd: spec.cwd,
      env,
      extendEnv: false,
      stdio: ['ignore', descriptor, descriptor],
      detached: true,
      cleanup: false,
      reject: false,
    });
    if (child.pid === undefined) {
      return { kind: 'failed', why: child.then(({ code }) => explainFailure(attempt, code ?? 'unknown')) };
    }
    return {
      kind: 'spawned',
      pid: child.pid,
      ended: child.then(({ exitCode, signal }) => ({ exitCode, signal })),
      outputStartsAt: output.startsAt,
      release: () => child.unref(),
      discard: () => child.kill('SIGKILL'),
    };
  } finally {
    closeSync(output.descriptor);
  }
}

function failed(why: string): Spawned {
  return { kind: 'failed', why: Promise.resolve(why) };
}
