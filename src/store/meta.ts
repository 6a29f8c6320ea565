// The few facts of which there is one for the whole database: the memory of the brakes, how long only to observe, when
// old rows were last removed; and what is remembered of hardly any service.

import type { BrakeState } from '../core/brake-state.ts';
import type { Fence } from '../core/fence.ts';
import { readBrakes } from './brakes.ts';
import type { Connection } from './connection.ts';
import { readFence } from './fences.ts';

/** What the brakes remember. */
export function loadBrakes(connection: Connection): BrakeState {
  const stored = get(connection, 'brakes');
  return readBrakes(stored === undefined ? undefined : String(stored));
}

/** Writes the brakes' memory if it has changed. */
export function saveBrakes(connection: Connection, brakes: BrakeState): void {
  set(connection, 'brakes', JSON.stringify(brakes));
}

/** How many ticks are only to observe. */
export function observeOnlyTicks(connection: Connection): number {
  return Number(get(connection, 'observe_only_ticks') ?? 0);
}

/** Makes the next ticks observe only. */
export function setObserveOnlyTicks(connection: Connection, count: number): void {
  set(connection, 'observe_only_ticks', count);
}

/** Counts one tick off. */
export function countObserveOnlyTick({ statement }: Connection): void {
  statement("UPDATE meta SET value = value - 1 WHERE name = 'observe_only_ticks' AND value > 0").run();
}

/** What is remembered of the last failed try to end superseded instances of a service; absent when none has failed. */
export function loadFence(connection: Connection, key: string): Fence | undefined {
  const stored = get(connection, fenceOf(key));
  return readFence(stored === undefined ? undefined : String(stored));
}

/** Remembers a try that failed; forgets the last one where there is none. */
export function saveFence(connection: Connection, key: string, fence: Fence | undefined): void {
  if (fence !== undefined) set(connection, fenceOf(key), JSON.stringify(fence));
  else connection.statement('DELETE FROM meta WHERE name = ?').run(fenceOf(key));
}

function fenceOf(key: string): string {
  return `fence ${key}`;
}

/** When old rows were last all removed, milliseconds since 1970; absent before the first time. */
export function prunedAtMs(connection: Connection): number | undefined {
  const stored = get(connection, 'pruned_at');
  return stored === undefined ? undefined : Number(stored);
}

/** Remembers when old rows were last all removed. */
export function setPrunedAtMs(connection: Connection, atMs: number): void {
  set(connection, 'pruned_at', atMs);
}

/** Where the database was when it was last opened to be written; absent in one that was made before that was kept. */
export function home(statement: Connection['statement']): string | undefined {
  return get({ statement }, 'home') as string | undefined;
}

/** Remembers where the database is. */
export function setHome(connection: Connection, path: string): void {
  set(connection, 'home', path);
}

function get({ statement }: Pick<Connection, 'statement'>, name: string): string | number | undefined {
  const row = statement<{ value: string | number }>('SELECT value FROM meta WHERE name = ?').get(name);
  return row?.value;
}

function set({ statement }: Connection, name: string, value: string | number): void {
  statement(`INSERT INTO meta (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value`).run(
    name,
    value,
  );
}
