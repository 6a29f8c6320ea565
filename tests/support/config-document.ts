// The config files of the end-to-end tests: what a test leaves out is filled in, so that it says only what it is about.

import { toyCommand } from './toy-service.ts';

/** A config file's content, or a part of it. */
export type Settings = Readonly<Record<string, unknown>>;

/** A service's entry; `program` is short for the start command of a toy service. */
export interface Entry extends Settings {
  readonly program?: string | readonly [string, ...string[]];
}

/** Services by their keys. */
export type Entries = Readonly<Record<string, Entry>>;

// Brisk, but not instant: what depends on an order shows.
const BRISK: Settings = { verify_delay: 0.2, kill_timeout: 2, db_path: 'state/watchdog.db', log_dir: 'logs' };

/** The text of a config file. */
export function configDocument(settings: Settings, entries: Entries): string {
  const processes = Object.entries(entries).map(([key, { program, ...entry }]) => [
    key,
    { heartbeat_path: `heartbeats/${key}.json`, timeout_seconds: 60, ...start(program), ...entry },
  ]);
  return JSON.stringify({ ...BRISK, ...settings, processes: Object.fromEntries(processes) }, undefined, 2);
}

function start(program: Entry['program']): Settings {
  if (program === undefined) return {};
  const [name, ...args] = typeof program === 'string' ? [program] : program;
  return { commands: { start: toyCommand(name, ...args) } };
}
