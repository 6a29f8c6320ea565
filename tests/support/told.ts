// What the channels of a scene have told, and how such a scene is configured.

import { existsSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Scene } from './scenario.ts';

/** The document of an alert. */
export interface Told {
  readonly id: string;
  readonly phase: string;
  readonly title: string;
  readonly incident?: { readonly id: number };
  readonly [more: string]: unknown;
}

/** A file that is told. */
export const LOG = { type: 'file', path: 'told.jsonl' } as const;

/** Settings with channels, and a service down at its first failure. */
export function alertsTo(channels: object, more: object = {}) {
  return { consecutive_failures_threshold: 1, alerts: { channels, ...more } };
}

/** What a file channel has been told. */
export function toldTo(scene: Scene, name = LOG.path): readonly Told[] {
  if (!existsSync(scene.path(name))) return [];
  return readFileSync(scene.path(name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Changes the record behind the back of whoever works with it. */
export function meddle(scene: Scene, sql: string): void {
  const database = new Database(scene.path('state', 'watchdog.db'));
  database.exec(sql);
  database.close();
}
