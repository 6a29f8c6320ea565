// What is there, and then what comes, as the front door tells it.

import type { Told } from './front-door.ts';

/** Tells each of both, in this order. */
export async function* tellAll<T>(
  there: readonly T[],
  following: AsyncIterable<T>,
  tell: (one: T) => Told,
): AsyncGenerator<Told> {
  for (const one of there) yield tell(one);
  for await (const one of following) yield tell(one);
}
