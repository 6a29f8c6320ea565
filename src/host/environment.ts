// What a started program finds in its environment: an allow-listed part of ours, and what its service adds.
// Does not know what any variable is for.

import type { Account } from './account.ts';
import { ownPath } from './own-path.ts';

type Environment = Readonly<Record<string, string | undefined>>;

// Nothing that changes how programs load (NODE_OPTIONS, LD_PRELOAD, BASH_ENV), no descriptor of ours (NODE_CHANNEL_FD),
// no secret of the shell we were called from, and no mark of a watchdog above us.
const ALLOWED = /^(HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|XDG_[A-Z_]+)$/;

/** The environment of a program run as `account` (ourselves when absent); the cookie comes first. */
export function childEnvironment(
  ours: Environment,
  added: Readonly<Record<string, string>>,
  account: Account | undefined,
): Record<string, string> {
  const { WATCHDOG_INSTANCE: cookie, ...rest } = added;
  return {
    // In front, where a reader that sees only the beginning of a large environment still finds it.
    ...(cookie === undefined ? {} : { WATCHDOG_INSTANCE: cookie }),
    ...allowed(ours, account),
    PATH: ownPath(ours),
    ...rest,
  };
}

function allowed(ours: Environment, account: Account | undefined): Record<string, string> {
  const kept = Object.entries(ours).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && ALLOWED.test(entry[0]),
  );
  if (account === undefined) return Object.fromEntries(kept);
  const { name, home, shell } = account;
  // The XDG folders that we were given are those of another user.
  const shared = kept.filter(([variable]) => !variable.startsWith('XDG_'));
  return { ...Object.fromEntries(shared), HOME: home, USER: name, LOGNAME: name, SHELL: shell };
}
