// Makes a program run as another user. Does not know what is run.

import { type Account, findAccount } from './account.ts';
import { ownPath } from './own-path.ts';
import { locate } from './spawn-fault.ts';

/** As whom to run, and by what means; `account` is absent when that is ourselves. */
export type AsUser =
  | { readonly account: Account | undefined; readonly ids: Ids; readonly setpriv: readonly string[] }
  | { readonly why: string };

/** Ids for the system to set as it starts the program; empty where a program in front sets them. */
export interface Ids {
  readonly uid?: number;
  readonly gid?: number;
}

/** A command line with its environment. */
export interface Run {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const OURSELVES = { account: undefined, ids: {}, setpriv: [] };

/** Prepares to run a program as `user`; as ourselves when that is absent or us. */
export function asUser(user: string | undefined): AsUser {
  if (user === undefined) return OURSELVES;
  const account = findAccount(user);
  if (account === undefined)
    return { why: `user "${user}": not found on this machine; expected an existing user` };
  const ourUid = process.geteuid?.();
  if (account.uid === ourUid) return OURSELVES;
  if (ourUid !== 0) {
    return { why: `user "${user}": we run as uid ${ourUid}; only root may run a program as somebody else` };
  }
  const { uid, gid } = account;
  // Ids given to spawn would lose the user's other groups (docker, video); setpriv keeps them, and is Linux only.
  if (process.platform !== 'linux') return { account, ids: { uid, gid }, setpriv: [] };
  // By our own PATH: that of the service may begin with a folder of its user's, and setpriv is still root.
  const program = locate('setpriv', { cwd: '/', path: ownPath(process.env) });
  if (program === undefined)
    return { why: 'setpriv: no such program; expected that of util-linux. Install it.' };
  return { account, ids: {}, setpriv: [program, `--reuid=${uid}`, `--regid=${gid}`, '--init-groups', '--'] };
}

// What has a program load or write something, so that the system itself takes no notice of it in programs that are
// started with the rights of somebody else.
const HEEDED_WHILE_LOADING =
  /^(LD_|MALLOC_|GLIBC_TUNABLES$|GCONV_PATH$|GETCONF_DIR$|HOSTALIASES$|LOCALDOMAIN$|(MUSL_)?LOCPATH$|NIS_PATH$|NLSPATH$|RES_OPTIONS$|RESOLV_HOST_CONF$|TZDIR$)/;

/** Puts setpriv in front, which is root until it has run: what it would heed of the environment is set only after it. */
export function behindSetpriv(setpriv: readonly string[], { argv, env }: Run): Run {
  if (setpriv.length === 0) return { argv, env };
  const entries = Object.entries(env);
  const late = entries.filter(([name]) => HEEDED_WHILE_LOADING.test(name));
  const early = entries.filter(([name]) => !HEEDED_WHILE_LOADING.test(name));
  const setLate = late.length === 0 ? [] : ['env', ...late.map(([name, value]) => `${name}=${value}`)];
  return { argv: [...setpriv, ...setLate, ...argv], env: Object.fromEntries(early) };
}
