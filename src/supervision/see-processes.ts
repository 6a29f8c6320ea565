// A look at all processes, as a value: where not all of them can be seen, a gap would pass for a proof of death.

import type { ProcessFacts } from '../core/process.ts';
import type { Host } from '../host/host.ts';

/** All processes, or why they cannot all be seen. */
export type Seen =
  | { readonly kind: 'seen'; readonly table: readonly ProcessFacts[] }
  | { readonly kind: 'unknown'; readonly why: string };

/** Looks at all processes. */
export function seeProcesses(host: Pick<Host, 'processTable'>): Seen {
  try {
    return { kind: 'seen', table: host.processTable() };
  } catch (error) {
    return { kind: 'unknown', why: `the processes cannot be seen: ${(error as Error).message}` };
  }
}
