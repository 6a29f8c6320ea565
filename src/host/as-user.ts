// Makes a program run as another user. Does not know what is run.

import { type Account, findAccount } from './account.ts';

/** What to run so that the program runs as the user; `account` is absent when that is ourselves. */
export type AsUser =
  | { readonly argv: readonly string[]; readonly account: Account | undefined; readonly ids: Ids }
  | { readonly why: string };

/** Ids for the system to set as it starts the program; empty where a program in front sets them. */
export interface Ids {
  readonly uid?: number;
  readonly gid?: number;
}

/** Prepares a command line to run as `user`; as ourselves when that is absent or us. */
export function asUser(argv: readonly string[], user: string | undefined): AsUser {
  if (user === undefined) return { argv, account: undefined, ids: {} };
  const account = findAccount(user);
  if (account === undefined)
    return { why: `user "${user}": not found on this machine; expected an existing user` };
  const ourUid = process.geteuid?.();
  if (account.uid === ourUid) return { argv, account: undefined, ids: {} };
  if (ourUid !== 0) {
    return { why: `user "${user}": we run as uid ${ourUid}; only root may run a program as somebody else` };
  }
  const { uid, gid } = account;
  // Ids given to spawn would lose the user's other groups (docker, video); setpriv keeps them, and is Linux only.
  if (process.platform !== 'linux') return { argv, account, ids: { uid, gid } };
  return {
    argv: ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--init-groups', '--', ...argv],
    account,
    ids: {},
  };
}
