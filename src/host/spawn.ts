// Starts a program so that it owes us nothing: own session, no input, output to a file, no descriptor of ours.
// Does not know how long it may run, nor what its end means.

import { closeSync } from 'node:fs';

import { asUser, behindSetpriv, type Ids, type Run } from './as-user.ts';
import { bornInside, whyStillInside } from './born-inside.ts';
import { environmentOf } from './env-file.ts';
import { childEnvironment } from './environment.ts';
import { errorCode } from './error-code.ts';
import { findExposure } from './exposed-run.ts';
import type { CgroupTrouble, RunSpec } from './host.ts';
import { closeInheritedDescriptors } from './inherited-descriptors.ts';
import { openOutput } from './output-file.ts';
import { type Attempt, explainFailure, findFault, isShortage } from './spawn-fault.ts';

/** How a program ended. */
interface Ended {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
}

/** Why a program could not be started, and whether that was for want of the machine. */
export interface Failure {
  readonly why: string;
  readonly isMachineShort: boolean;
}

/** What came of trying to start a program. */
export type Spawned =
  | {
      readonly kind: 'spawned';
      readonly pid: number;
      readonly ended: Promise<Ended>;
      /** Where its output begins in its file. */
      readonly outputStartsAt: number;
      readonly trouble: CgroupTrouble | undefined;
      /** Lets us exit while it lives. */
      release(): void;
      /** Kills it and what it has begun, by its group; only at once, while nobody else can have the number. */
      discard(): void;
    }
  | { readonly kind: 'failed'; readonly failure: Promise<Failure> };

/** Starts a program at once. */
export type Spawn = (spec: RunSpec, output: 'append' | 'replace') => Spawned;

type Execa = typeof import('execa')['execa'];

/** Makes ready to start programs: that alone costs more than a whole tick in which nothing is started. */
export async function loadSpawn(): Promise<Spawn> {
  const loaded = await import('execa').catch(reasonOf);
  // As where no more files may be opened: that goes on record like any other start that fails.
  if ('why' in loaded)
    return () => failed({ ...loaded, why: `execa: it could not be loaded: ${loaded.why}` });
  return (spec, output) => {
    try {
      return spawn(loaded.execa, spec, output);
    } catch (error) {
      return failed(reasonOf(error));
    }
  };
}

function reasonOf(error: unknown): Failure {
  const code = errorCode(error);
  return { why: error instanceof Error ? error.message : code, isMachineShort: isShortage(code) };
}

function spawn(execa: Execa, spec: RunSpec, how: 'append' | 'replace'): Spawned {
  const caught = whyStillInside();
  if (caught !== undefined) return failed({ why: caught, isMachineShort: true });
  const ready = prepare(spec);
  if ('why' in ready) return failed({ ...ready, isMachineShort: false });
  closeInheritedDescriptors();
  const output = openOutput(spec.outputPath, how);
  const errors = spec.errorsPath === undefined ? output : openOutput(spec.errorsPath, how);
  try {
    const { born: child, trouble } = bornInside(spec.enclosure, () =>
      execute(execa, ready, { output: output.descriptor, errors: errors.descriptor }),
    );
    if (child.pid === undefined) {
      return { kind: 'failed', failure: child.then(({ code = 'unknown' }) => failureOf(ready, code)) };
    }
    return {
      kind: 'spawned',
      pid: child.pid,
      ended: child.then(({ exitCode, signal }) => ({ exitCode, signal })),
      outputStartsAt: output.startsAt,
      trouble,
      release: () => child.unref(),
      discard: () => killGroup(child.pid as number),
    };
  } finally {
    closeSync(output.descriptor);
    if (errors !== output) closeSync(errors.descriptor);
  }
}

/** A program ready to be started; as an `Attempt`, it is what was asked for, without any program in front. */
interface Ready extends Attempt {
  readonly ids: Ids;
  readonly run: Run;
}

function prepare(spec: RunSpec): Ready | { readonly why: string } {
  const changed = asUser(spec.user);
  if ('why' in changed) return changed;
  const added = environmentOf(spec, changed.account?.uid ?? 0);
  if ('why' in added) return added;
  if (holdsNul(spec.argv, added.variables))
    return { why: `${spec.argv[0]}: an argument or a variable holds a NUL; expected text.` };
  const env = childEnvironment(process.env, added.variables, changed.account);
  const attempt = { argv: spec.argv, cwd: spec.cwd, path: env.PATH ?? '' };
  // A program in front of the real one would hide what is wrong with it behind an exit code.
  const why =
    findExposure(attempt, changed.account?.uid ?? 0) ??
    (changed.setpriv.length === 0 ? undefined : findFault(attempt));
  if (why !== undefined) return { why };
  return { ...attempt, ids: changed.ids, run: behindSetpriv(changed.setpriv, { argv: spec.argv, env }) };
}

function execute(execa: Execa, { ids, cwd, run }: Ready, to: { output: number; errors: number }) {
  const [file = '', ...args] = run.argv;
  // Any number will do; execa's types know only those up to 9.
  const [output, errors] = [to.output as 3, to.errors as 3];
  return execa(file, args, {
    ...ids,
    cwd,
    env: run.env,
    extendEnv: false,
    stdio: ['ignore', output, errors],
    detached: true,
    cleanup: false,
    reject: false,
  });
}

/** It leads a group of its own, and our loop, which alone could let its number go, has not run since it was born. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself, with all that it had begun.
  }
}

/** The system ends a text at a NUL, so it would run something else than was asked for. */
function holdsNul(argv: readonly string[], env: RunSpec['env']): boolean {
  return [...argv, ...Object.entries(env).flat()].some((text) => text.includes('\0'));
}

function failureOf(attempt: Attempt, code: string): Failure {
  return { why: explainFailure(attempt, code), isMachineShort: isShortage(code) };
}

function failed(failure: Failure): Spawned {
  return { kind: 'failed', failure: Promise.resolve(failure) };
}
