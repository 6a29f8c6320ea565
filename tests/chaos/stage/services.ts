// The services of the run: each has one of a few vices; some have a command that ends them, or does not, and some are
// restarted together.

import { join } from 'node:path';
import type { Entry } from '../../support/config-document.ts';

/** What is wrong with a service from the start. One that is silent never beats: a check tells which process it is. */
export type Vice = 'none' | 'is slow' | 'is deaf' | 'has a family' | 'daemonises' | 'is silent' | 'crashes';

/** One service of the run. */
export interface Toy {
  readonly key: string;
  readonly vice: Vice;
}

const SERVICES = 30;
const PREFIX = 'toy-';
const VICES: readonly Vice[] = [
  'none',
  'is slow',
  'is deaf',
  'has a family',
  'daemonises',
  'is silent',
  'none',
];
const CRASHING = 2;

/** One that asks, and is heard; one that fails; one that hangs. */
const STOPS = ['touch "quit-$WATCHDOG_KEY"', 'false', 'sleep 60'];

/** Groups, how each is restarted, and the places of the first and the last of its members. */
const GROUPS = [
  { name: 'crew', strategy: 'one_for_all', first: 10, last: 12 },
  { name: 'line', strategy: 'rest_for_one', first: 20, last: 22 },
] as const;

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
export function entryOf(toy: Toy, index: number): Entry {
  const start = ['perl', join(import.meta.dirname, 'programs', 'chaos-toy.pl'), toy.vice, toy.key];
  const cleanup = index % 5 === 0 ? { clear_db: 'sleep 0.3' } : {};
  return {
    ...(toy.vice === 'is silent' ? { heartbeat_path: undefined, checks: [foundBy(toy)] } : {}),
    commands: { start, ...cleanup, ...(toy.vice === 'none' ? { stop: STOPS[index % STOPS.length] } : {}) },
    depends_on: needs(toy.key),
    group: groupOf(toy.key),
  };
}

/** The groups in the config; none is ever given up. */
export function groupsWith(restartPolicy: object): Readonly<Record<string, object>> {
  return Object.fromEntries(
    GROUPS.map(({ name, strategy }) => [name, { strategy, restart_policy: restartPolicy }]),
  );
}

/** The group with which one is restarted. */
export function groupOf(key: string): string | undefined {
  const index = TOYS.findIndex((toy) => toy.key === key);
  return GROUPS.find(({ first, last }) => index >= first && index <= last)?.name;
}

/** By what a silent one is found. */
function foundBy(toy: Toy): object {
  return isKnownByPidfile(toy)
    ? { type: 'process', pidfile: pidfileOf(toy) }
    : { type: 'process', match: `perl * ${looksOf(toy).join(' ')}` };
}

/** The words by which anybody can look like a silent service. */
export function looksOf({ vice, key }: Toy): readonly string[] {
  return [vice, key];
}

/** Whether a silent one is found by the number that it leaves. */
export function isKnownByPidfile({ vice, key }: Toy): boolean {
  return vice === 'is silent' && Number(key.slice(PREFIX.length)) % 2 === 0;
}

/** Where a silent one leaves its number. */
export function pidfileOf({ key }: Toy): string {
  return `${key}.pid`;
}

/** The services without which one is not started. */
export function needs(key: string): readonly string[] {
  const index = TOYS.findIndex((toy) => toy.key === key);
  return index % 10 === 4 ? [keyAt(index - 1)] : [];
}

function keyAt(index: number): string {
  return `${PREFIX}${index + 1}`;
}
