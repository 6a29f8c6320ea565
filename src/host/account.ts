// Looks up a user of this machine by name or number, in whatever directory the machine asks.
// Does not know why anyone is looked up.

import { execFileSync } from 'node:child_process';
import { ownPath } from './own-path.ts';

/** A user of this machine. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
}

/** Finds a user; `undefined` when there is none of that name. */
export function findAccount(user: string): Account | undefined {
  try {
    const [program, args] =
      process.platform === 'darwin'
        ? (['id', ['-P', '--', user]] as const)
        : (['getent', ['passwd', '--', user]] as const);
    return parseAccount(
      execFileSync(program, args, {
        encoding: 'utf8',
        env: { PATH: ownPath(process.env) },
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
  } catch {
    return undefined;
  }
}

/** Reads a passwd line of 7 fields, or the one of 10 that BSD's `id -P` prints. */
export function parseAccount(line: string): Account | undefined {
  const fields = line.trim().split(':');
  const [name, , uid, gid] = fields;
  const [home, shell] = fields.slice(-2);
  if (fields.length < 7 || !name || !/^\d+$/.test(`${uid}${gid}`) || !home || !shell) return undefined;
  return { name, uid: Number(uid), gid: Number(gid), home, shell };
}
