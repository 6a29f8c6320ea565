// Runs a short command, and waits for what it answers. Only for what must be known before anything else can be: nothing goes on
// meanwhile. Does not know what an answer means.

import { spawnSync } from 'node:child_process';
import type { Reply } from '../core/manager-word.ts';
import { asUser, behindSetpriv } from './as-user.ts';
import { childEnvironment } from './environment.ts';
import { findExposure } from './exposed-run.ts';
import type { Question } from './host.ts';
import { explainFailure } from './spawn-fault.ts';

const MOST_BYTES = 64 * 1024;

/** What it answers; or why there is no answer, and whether that is for having waited in vain. */
export function ask(
  { argv, cwd, env, user }: Question,
  timeoutSeconds: number,
): Reply | { readonly why: string; readonly isLate: boolean } {
  const changed = asUser(user);
  if ('why' in changed) return { why: changed.why, isLate: false };
  const given = childEnvironment(process.env, env, changed.account);
  const attempt = { argv, cwd, path: given.PATH ?? '' };
  const exposure = findExposure(attempt, changed.account?.uid ?? 0);
  if (exposure !== undefined) return { why: exposure, isLate: false };
  const run = behindSetpriv(changed.setpriv, { argv, env: given });
  const [file = '', ...args] = run.argv;
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    ...changed.ids,
    cwd,
    env: { ...run.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    timeout: timeoutSeconds * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: MOST_BYTES,
  });
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ETIMEDOUT') return { why: `${argv[0]}: no answer within ${timeoutSeconds} s`, isLate: true };
  if (code !== undefined) return { why: explainFailure(attempt, code), isLate: false };
  return { exitCode: status ?? undefined, stdout, stderr };
}
