// The rig of the end-to-end tests: a config and services in a temporary folder, the built program run as a child process,
// and the end of every process of the scene when the test is over, also when it failed.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceReport } from '../../src/commands/service-report.ts';
import { eventually } from './eventually.ts';
import { type Invocation, invoke, type Manner, type Result } from './invocation.ts';
import { type Actor, actorsOf, signal } from './scene-processes.ts';
import { type Row, readRows } from './scene-record.ts';
import { type Beat, toyCommand, writeHeartbeat } from './toy-service.ts';

/** A config file's content, or a part of it. */
export type Settings = Readonly<Record<string, unknown>>;

/** A service's entry; `program` is short for the start command of a toy service. */
export interface Entry extends Settings {
  readonly program?: string | readonly [string, ...string[]];
}

/** A scene in the making. */
export interface Scenario {
  service(key: string, entry?: Entry): Scenario;
  open(): Scene;
}

/** A temporary folder with a config, and what can be done and seen there. */
export interface Scene {
  readonly folder: string;
  readonly configPath: string;
  /** Writes the config anew, with changes to the whole file and to services. */
  edit(settings: Settings, services?: Readonly<Record<string, Entry>>): void;
  /** Runs the program to its end, with this scene's config. */
  watchdog(...words: readonly string[]): Promise<Result>;
  check(): Promise<Result>;
  /** Starts the program and lets it work. */
  begin(words: readonly string[], manner?: Partial<Manner>): Invocation;
  status(key: string): Promise<ServiceReport>;
  /** Waits until `status` says that it is healthy. */
  healthy(key: string): Promise<ServiceReport>;
  /** What lives of a service and carries a cookie, oldest first. */
  living(key: string): readonly Actor[];
  /** Everything that lives of the scene: services, scripts, and what they left. */
  everything(): readonly Actor[];
  /** Ends what lives of a service with SIGKILL, and waits until it is gone. */
  killInstance(key: string): Promise<void>;
  /** Starts a process that is no service of the scene, though it ends with it. */
  stranger(argv?: readonly [string, ...string[]]): ChildProcess;
  /** Writes a heartbeat by hand. */
  heartbeat(key: string, beat: Beat): void;
  path(...names: readonly string[]): string;
  /** What a query finds in the database; empty before there is one. */
  rows(sql: string): readonly Row[];
}

const open = new Set<() => Promise<void>>();

afterEach(async () => {
  for (const close of open) await close();
  open.clear();
});

/** Begins a scene; `settings` are those of the whole config file. */
export function scenario(settings: Settings = {}): Scenario {
  return withServices(settings, {});
}

function withServices(settings: Settings, entries: Readonly<Record<string, Entry>>): Scenario {
  return {
    service: (key, entry = { program: 'beat' }) => withServices(settings, { ...entries, [key]: entry }),
    open: () => openScene(settings, entries),
  };
}

// Brisk, but not instant: what depends on an order shows.
const BRISK: Settings = { verify_delay: 0.2, kill_timeout: 2, db_path: 'state/watchdog.db', log_dir: 'logs' };

function openScene(settings: Settings, entries: Readonly<Record<string, Entry>>): Scene {
  const folder = mkdtempSync(join(tmpdir(), 'watchdog-scene-'));
  const path: Scene['path'] = (...names) => join(folder, ...names);
  const configPath = path('config.json');
  const invocations: Invocation[] = [];
  const edit: Scene['edit'] = (changes, services = {}) =>
    writeFileSync(configPath, document({ ...settings, ...changes }, { ...entries, ...services }));
  const begin: Scene['begin'] = (words, manner = {}) => {
    const invocation = invoke(['-c', configPath, ...words], { cwd: folder, ...manner });
    invocations.push(invocation);
    return invocation;
  };
  const watchdog: Scene['watchdog'] = (...words) => begin(words).ended;
  const living: Scene['living'] = (key) =>
    actorsOf(configPath)
      .filter(({ env }) => env.WATCHDOG_KEY === key && env.WATCHDOG_INSTANCE)
      .sort((a, b) => a.startTicks - b.startTicks);
  const status: Scene['status'] = async (key) => {
    const { stdout, stderr, exitCode } = await watchdog('status', key, '--json');
    if (exitCode !== 0 && exitCode !== 3) throw new Error(stdout + stderr);
    return JSON.parse(stdout).services[0];
  };
  mkdirSync(path('heartbeats'));
  edit({});
  open.add(async () => {
    for (const invocation of invocations) await invocation.killHard();
    await endAll(() => actorsOf(configPath));
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    configPath,
    edit,
    watchdog,
    check: () => watchdog('check'),
    begin,
    status,
    healthy: (key) =>
      eventually(`${key} is healthy`, async () => {
        const report = await status(key);
        return report.verdict === 'healthy' && report;
      }),
    living,
    everything: () => actorsOf(configPath),
    killInstance: (key) => endAll(() => living(key)),
    stranger: ([file, ...args] = ['sleep', '100']) =>
      spawn(file, args, {
        cwd: folder,
        env: { ...process.env, WATCHDOG_CONFIG: configPath },
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    heartbeat: (key, beat) => writeHeartbeat(path('heartbeats', `${key}.json`), key, beat),
    path,
    rows: (sql) => readRows(path('state', 'watchdog.db'), sql),
  };
}

async function endAll(find: () => readonly Actor[]): Promise<void> {
  await eventually('all have ended', () => {
    const left = find();
    for (const actor of left) signal(actor, 'SIGKILL');
    return left.length === 0;
  });
}

function document(settings: Settings, entries: Readonly<Record<string, Entry>>): string {
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
