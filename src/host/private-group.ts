// Whether a group is one user's alone, as many systems give each user one, and leave his files writable by it (umask 002).
// Knows only the accounts in /etc: a group of a directory service is nobody's alone.

import { readFileSync } from 'node:fs';

/** The accounts of a machine, as in its files `passwd` and `group`. */
export interface Accounts {
  readonly passwd: string;
  readonly group: string;
}

/** Whether nobody but these users is in a group; false where that cannot be told. */
export function isGroupOf(gid: number, uids: readonly number[]): boolean {
  try {
    const [passwd, group] = ['/etc/passwd', '/etc/group'].map((path) => readFileSync(path, 'utf8'));
    return hasNoOthers({ passwd: passwd ?? '', group: group ?? '' }, gid, uids);
  } catch {
    return false;
  }
}

/** Whether a group is known, and nobody but these users has it for his own or is a member of it. */
export function hasNoOthers({ passwd, group }: Accounts, gid: number, uids: readonly number[]): boolean {
  const groups = rowsOf(group).filter((row) => row[2] === String(gid));
  const users = rowsOf(passwd).map(([name, , uid, own]) => ({ name, uid: Number(uid), own: Number(own) }));
  const isOneOfThem = (name: string) => users.some((user) => user.name === name && uids.includes(user.uid));
  const members = groups.flatMap((row) => (row[3] ?? '').split(',').filter((name) => name !== ''));
  return (
    groups.length > 0 &&
    members.every(isOneOfThem) &&
    users.every(({ own, uid }) => own !== gid || uids.includes(uid))
  );
}

function rowsOf(text: string): readonly string[][] {
  return text.split('\n').map((line) => line.split(':'));
}
