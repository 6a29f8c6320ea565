// The services of the run: each has one of a few vices.

import { join } from 'node:path';
import type { Entry } from '../../support/config-document.ts';

/** What is wrong with a service from the start. */
export type Vice = 'none' | 'is slow' | 'is deaf' | 'has a family' | 'daemonises' | 'crashes';

/** One service of the run. */
export interface Toy {
  readonly key: string;
  readonly vice: Vice;
}

const SERVICES = 30;
const VICES: readonly Vice[] = ['none', 'is slow', 'is deaf', 'has a family', 'daemonises', 'none', 'none'];
const CRASHING = 2;

/** All services; the last ones crash until there is peace. */
export const TOYS: readonly Toy[] = Array.from({ length: SERVICES }, (_, index) => ({
  key: keyAt(index),
  vice: index >= SERVICES - CRASHING ? 'crashes' : (VICES[index % VICES.length] as Vice),
}));

/** Whether it is one that crashes until there is peace. */
export function crashes(key: string): boolean {
  return TOYS.some((toy) => toy.key === key && toy.vice === 'crashes');
}

/** Whether a process of it may end though nobody ends it. */
export function endsByItself({ vice }: Toy): boolean {
  return vice === 'crashes' || vice === 'daemonises';
}

/** Its entry in the config: some are cleaned up after, and some need the one before them. */
export function entryOf({ vice }: Toy, index: number): Entry {
  const start = ['perl', join(import.meta.dirname, 'programs', 'chaos-toy.pl'), vice];
  return {
    commands: index % 5 === 0 ? { start, clear_db: 'sleep 0.3' } : { start },
    depends_on: needs(keyAt(index)),
  };
}

/** The services without which one is not started. */
export function needs(key: string): readonly string[] {
  const index = TOYS.findIndex((toy) => toy.key === key);
  return index % 10 === 4 ? [keyAt(index - 1)] : [];
}

function keyAt(index: number): string {
  return `toy-${index + 1}`;
}
