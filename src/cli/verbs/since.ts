// What the verbs that look back have in common: how far.

import { readInstant } from '../instant.ts';

/** The option by which that is said. */
export const SINCE = {
  since: { type: 'string', describe: 'how far to look back: 2h, 7d, 2026-11-20 (default: one day)' },
} as const;

const USUAL = '1d';

/** The time that was asked for. Throws UsageError. */
export function sinceOf(since: string | undefined, usual = USUAL): { readonly sinceMs: number } {
  return { sinceMs: readInstant(since ?? usual, Date.now()) };
}
