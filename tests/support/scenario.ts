// The rig of the end-to-end tests: a config and services in a temporary folder, the built program run as a child process,
// and the end of every process of the scene when the test is over, also when it failed.

import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterTest } from './after-test.ts';
import { configDocument, type Entries, type Entry, type Settings } from './config-document.ts';
import { type Calls, callsIn } from './scene-calls.ts';
import { type Cast, castOf } from './scene-cast.ts';
import { type Traces, tracesIn } from './scene-traces.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A scene in the making. */
export interface Scenario {
  service(key: string, entry?: Entry): Scenario;
  open(): Scene;
}

/** A temporary folder with a config, what can be done there, and what can be seen. */
export interface Scene extends Calls, Cast, Traces {
  readonly folder: string;
  readonly configPath: string;
  path(...names: readonly string[]): string;
  /** Replaces the config as a whole, with changes to the whole file and to services. */
  edit(settings: Settings, services?: Entries): void;
}

/** Begins a scene; `settings` are those of the whole config file. */
export function scenario(settings: Settings = {}): Scenario {
  return withServices(settings, {});
}

function withServices(settings: Settings, entries: Entries): Scenario {
  return {
    service: (key, entry = { program: 'beat' }) => withServices(settings, { ...entries, [key]: entry }),
    open: () => openScene(settings, entries),
  };
}

function openScene(settings: Settings, entries: Entries): Scene {
  const folder = temporaryFolder('scene');
  const path: Scene['path'] = (...names) => join(folder, ...names);
  const configPath = path('config.json');
  const edit: Scene['edit'] = (changes, services = {}) => {
    // Whoever reads it meanwhile must not find half of it.
    writeFileSync(path('draft'), configDocument({ ...settings, ...changes }, { ...entries, ...services }));
    renameSync(path('draft'), configPath);
  };
  mkdirSync(path('heartbeats'));
  edit({});
  const calls = callsIn(folder, configPath);
  const cast = castOf(folder, configPath);
  afterTest(cast.endEverything);
  afterTest(calls.endCalls);
  return { folder, configPath, path, edit, ...calls, ...cast, ...tracesIn(folder) };
}
