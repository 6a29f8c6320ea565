// What is known of ourselves: troubles that we have, and troubles that we had; and where it is remembered that one was told.

import { join } from 'node:path';

/** What may be out of order about us. */
export const TOPICS = ['config', 'database', 'lock'] as const;

/** What keeps us from working as we should. */
export interface Trouble {
  readonly topic: (typeof TOPICS)[number];
  /** For people. */
  readonly body: string;
}

/** What is known of ourselves after a check. */
export interface Standing {
  readonly troubles: readonly Trouble[];
  /** Troubles that we had, and certainly have no longer. */
  readonly over: readonly Trouble['topic'][];
}

/** Where it is remembered that a trouble was told. */
export function markPath(logDir: string, topic: Trouble['topic']): string {
  return join(logDir, `+${topic}-trouble`);
}
