// Moments of a record that has the wall clock alone.

import type { Moment } from '../moment.ts';

/** A moment, by milliseconds since 1970. */
export function momentAt(atMs: number): Moment {
  return { wallMs: atMs, bootMs: atMs, monotonicMs: atMs, bootId: 'on record' };
}
