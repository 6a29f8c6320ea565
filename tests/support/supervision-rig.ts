// Supervision as it works in an invocation: a made-up machine, a real database, and one invocation after another.

import type { Config, Service } from '../../src/config/config.ts';
import type { LogLine } from '../../src/log.ts';
import type { RequestBox, Store } from '../../src/store/store.ts';
import { type RunReport, run } from '../../src/supervision/run.ts';
import type { Schedule } from '../../src/supervision/shift.ts';
import { recall, type World } from '../../src/supervision/world.ts';
import { RESTART_POLICY } from './core/services.ts';
import { createFakeHost, type FakeHost } from './fake-host.ts';
import { createLife, type Life, mortal } from './mortal.ts';
import { createStoreRig, type StoreRig } from './store-rig.ts';

/** One invocation that holds the lease. */
export interface Shift {
  readonly world: World;
  readonly life: Life;
  /** Asks it to stop, as a signal does. */
  stop(): void;
  run(schedule?: Partial<Schedule>): Promise<RunReport>;
}

/** A machine, a database, and the services of a config. */
export interface SupervisionRig {
  readonly host: FakeHost;
  readonly record: StoreRig;
  readonly log: LogLine[];
  config: Config;
  /** A new invocation takes the lease; the last one is gone, whether it had ended or not. */
  begin(life?: Life): Shift;
  /** A process of the service that an earlier invocation started, recorded and beating. */
  running(key: string): Promise<number>;
  counts(): Readonly<Record<string, number>>;
  clear(): void;
}

/** A service as the tests need it; scripts are named `key.action`. */
export function aService(key: string, change: Partial<Service> = {}): Service {
  const script = (action: string) => [action, { kind: 'argv', argv: [`${key}.${action}`] }] as const;
  return {
    key,
    displayName: key,
    enabled: true,
    heartbeatPath: heartbeatOf(key),
    timeoutSeconds: 60,
    startGraceSeconds: 60,
    threshold: 1,
    commands: Object.fromEntries(['start', 'clean', 'tidy'].map(script)),
    recoveryActions: ['kill', 'clean', 'start'],
    dependsOn: [],
    cwd: '/',
    env: {},
    user: undefined,
    killTimeoutSeconds: 1,
    cleanupTimeoutSeconds: 60,
    verifyDelaySeconds: 1,
    restartPolicy: RESTART_POLICY,
    fingerprint: () => 'as-configured',
    ...change,
  };
}

/** Where a service's heartbeat is. */
export function heartbeatOf(key: string): string {
  return `/heartbeats/${key}.json`;
}

const STORE_DEEDS = [
  'commitTick',
  'beginRecovery',
  'beginStep',
  'endStep',
  'endRecovery',
  'saveState',
] as const satisfies readonly (keyof Store)[];
const BOX_DEEDS = ['progress', 'finish', 'withdraw'] as const satisfies readonly (keyof RequestBox)[];

/** Makes a rig with these services. */
export function createSupervisionRig(services: readonly Service[]): SupervisionRig {
  const host = createFakeHost();
  const record = createStoreRig();
  const log: LogLine[] = [];
  const rig: SupervisionRig = {
    host,
    record,
    log,
    config: {
      path: '/etc/config.json',
      logLevel: 'INFO',
      logFormat: 'text',
      dbPath: record.path,
      lockPath: `${record.folder}/lock`,
      logDir: '/log',
      retentionDays: 30,
      checkIntervalSeconds: 60,
      maxParallelRecoveries: 8,
      services,
    },
    begin: (life = createLife()) => {
      record.end();
      return beginShift(rig, life);
    },
    running: async (key) => {
      const { world, ...shift } = rig.begin();
      world.requests.add('on', key, 'ann');
      await shift.run({ passes: 'none' });
      await shift.run();
      host.effects.length = 0;
      record.meddle('DELETE FROM recoveries');
      const pid = host.processes.of(key)[0]?.pid;
      if (pid === undefined) throw new Error(`${key} was not started`);
      return pid;
    },
    counts: () =>
      Object.fromEntries(
        ['ticks', 'spans', 'events', 'recoveries', 'steps', 'requests', 'services'].map((table) => [
          table,
          (record.rows(`SELECT count(*) AS count FROM ${table}`) as { count: number }[])[0]?.count ?? -1,
        ]),
      ),
    clear: () => record.clear(),
  };
  return rig;
}

function beginShift({ host, record, config, log }: SupervisionRig, life: Life): Shift {
  const opened = record.ready();
  let mayAct = true;
  host.midway = (what) => life.to(what);
  const store = mortal(opened.store, life, STORE_DEEDS);
  const world: World = {
    config,
    host: mortal(host, life, ['launch', 'runScript', 'terminate']),
    store,
    requests: mortal(opened.requests, life, BOX_DEEDS),
    log: (line) => log.push(line),
    memory: recall(store),
    refreshConfig: () => undefined,
    mayAct: () => mayAct,
  };
  return {
    world,
    life,
    stop: () => {
      mayAct = false;
    },
    run: (schedule) => run(world, { passes: 'once', intervalMs: 60_000, forMs: 0, ...schedule }),
  };
}
