// What comes of the verbs that switch services: one answer for each.

import type { Answer } from './answer.ts';

/** What came of asking for something, service by service. */
export interface SwitchReport {
  readonly answers: readonly Answer[];
}

/** How to go about it. */
export interface SwitchOptions {
  /** Waits until each is healthy, or its grace is over. */
  readonly wait: boolean;
}
