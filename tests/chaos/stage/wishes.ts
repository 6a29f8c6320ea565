// What is certainly wanted of each service now. It is in doubt while its operator changes it, and after that has failed.

import { TOYS } from './services.ts';

/** What is wanted of a service. */
export type Wish = 'on' | 'off' | 'held';

/** By key; absent while in doubt. */
export type Wishes = Map<string, Wish>;

/** Everything is wanted on. */
export function createWishes(): Wishes {
  return new Map(TOYS.map(({ key }) => [key, 'on']));
}
