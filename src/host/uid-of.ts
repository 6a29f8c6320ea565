// The numbers of users by their names, each looked up once: that takes a program of its own.

import { findAccount } from './account.ts';

/** Makes the lookup: by name or number; `undefined` where there is no such user. */
export function createUidOf(): (user: string) => number | undefined {
  const known = new Map<string, number | undefined>();
  return (user) => {
    if (!known.has(user)) known.set(user, findAccount(user)?.uid);
    return known.get(user);
  };
}
