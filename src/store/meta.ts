// The few facts of which there is one for the whole database: the memory of the brakes, how long only to observe, and when
// old rows were last removed.

import type { BrakeState } from '../core/brake-state.ts';
import { readBrakes } from './brakes.ts';
import type { Connection } from './connection.ts';

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

/** When old rows were last all removed, milliseconds since 1970; absent before the first time. */
export function prunedAtMs(connection: Connection): number | undefined {
  const stored = get(connection, 'pruned_at');
  return stored === undefined ? undefined : Number(stored);
}

/** Remembers when old rows were last all removed. */
export function setPrunedAtMs(connection: Connection, atMs: number): void {
  set(connection, 'pruned_at', atMs);
}

function get({ statement }: Connection, name: string): string | number | undefined {
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
