// Who sits before this process, for what an operator asks is recorded: the login name, and from where, as far as that shows.

import { readlinkSync } from 'node:fs';
import { isIP } from 'node:net';
import { userInfo } from 'node:os';

/** Such as `ann`, `ann on pts/3 from 192.0.2.7`, or `root for ann on tty1`. */
export function whoAsks(env: Readonly<Record<string, string | undefined>>): string {
  const login = loginName();
  const { SUDO_USER: sudoer, SSH_CONNECTION: connection = '' } = env;
  const [client = ''] = connection.split(' ', 1);
  const terminal = terminalOf([0, 2]);
  return [
    login,
    ...(sudoer !== undefined && sudoer !== login && isName(sudoer) ? [`for ${sudoer}`] : []),
    ...(terminal === undefined ? [] : [`on ${terminal}`]),
    ...(isIP(client) === 0 ? [] : [`from ${client}`]),
  ].join(' ');
}

/** Whoever calls us may have put anything there. */
function isName(text: string): boolean {
  return /^[\w.@-]{1,64}$/.test(text);
}

function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown'); // a uid without an entry in the password file
  }
}

/** The terminal at which one of these descriptors is open. */
function terminalOf(descriptors: readonly number[]): string | undefined {
  return descriptors.flatMap((one) => nameAt(`/dev/fd/${one}`) ?? []).at(0);
}

function nameAt(link: string): string | undefined {
  try {
    return /^\/dev\/((?:pts\/|tty)\w+)$/.exec(readlinkSync(link))?.[1];
  } catch {
    return undefined;
  }
}
