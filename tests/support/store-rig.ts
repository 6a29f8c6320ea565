// A real store in a folder of its own, and short ways to say what a tick commits.

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { RELEASED } from '../../src/core/brake-state.ts';
import type { Instance } from '../../src/core/instance.ts';
import type { Moment } from '../../src/core/moment.ts';
import type { RecoveryPlan } from '../../src/core/recovery.ts';
import { type ServiceState, type Terms, UNSEEN } from '../../src/core/service-state.ts';
import { type Guard, takeGuard } from '../../src/store/guard.ts';
import { type Opened, openStore } from '../../src/store/open.ts';
import type { SpanMark, TickCommit } from '../../src/store/store.ts';
import { afterTest } from './after-test.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A folder, the path of the database in it, and all that was opened there. */
export interface StoreRig {
  readonly folder: string;
  readonly path: string;
  /** Opens as the lease holder, whatever comes of it. */
  open(): Opened;
  /** Opens as the lease holder; fails the test when the database cannot be used. */
  ready(): Extract<Opened, { kind: 'ready' }>;
  /** Closes the store and lets go of the guard, as the end of an invocation does. */
  end(): void;
  /** What a query finds, through a connection of its own. */
  rows(sql: string): unknown[];
  /** Changes the database behind the store's back. */
  meddle(sql: string): void;
}

/** Makes a rig that ends and goes with its test. */
export function createStoreRig(): StoreRig {
  const folder = temporaryFolder('store');
  const path = join(folder, 'state', 'watchdog.db');
  let guard: Guard | undefined;
  let opened: Opened | undefined;
  const end = () => {
    if (opened?.kind === 'ready') opened.store.close();
    else opened?.reader?.close();
    guard?.release();
    opened = undefined;
    guard = undefined;
  };
  const open = () => {
    const taken = takeGuard(path);
    if (taken === 'held' || 'error' in taken) throw new Error('the guard could not be taken');
    guard = taken;
    opened = openStore(taken);
    return opened;
  };
  afterTest(end);
  return {
    folder,
    path,
    open,
    end,
    ready: () => {
      const result = open();
      if (result.kind !== 'ready') throw result.error;
      return result;
    },
    rows: (sql) => using(path, (database) => database.prepare(sql).all()),
    meddle: (sql) => using(path, (database) => database.exec(sql)),
  };
}

/** A moment some minutes after the first. */
export function momentAt(minutes: number): Moment {
  const ms = minutes * 60_000;
  return {
    wallMs: 1_770_000_000_000 + ms,
    bootMs: 5_000.25 + ms,
    monotonicMs: 4_000.5 + ms,
    bootId: 'boot-a',
  };
}

/** What a tick commits in which nothing happened, with changes. */
export function tickOf(minutes: number, changes: Partial<TickCommit> = {}): TickCommit {
  return {
    at: momentAt(minutes),
    brakes: RELEASED,
    marks: new Map(),
    states: new Map(),
    events: [],
    recoveries: [],
    proven: [],
    closed: [],
    ...changes,
  };
}

/** The same healthy verdict on each of some services. */
export function healthyMarks(count: number): Map<string, SpanMark> {
  return new Map(
    Array.from({ length: count }, (_, index) => [
      `service-${index}`,
      { verdict: 'healthy', reason: 'healthy', pid: 1000 + index },
    ]),
  );
}

function bareTerms(): Terms {
  return {
    since: momentAt(0),
    reason: undefined,
    forMs: undefined,
    remindedAt: undefined,
    former: undefined,
  };
}

/** A state of which every part says something. */
export function fullState(changes: Partial<ServiceState> = {}): ServiceState {
  return {
    ...UNSEEN,
    desired: {
      mode: 'held',
      by: 'ann on pts/3',
      atMs: 1_770_000_000_001,
      terms: {
        since: momentAt(1),
        reason: 'deploy',
        forMs: 1_800_000,
        remindedAt: momentAt(2),
        former: { mode: 'off', by: 'bob', atMs: 1_770_000_000_000, terms: bareTerms() },
      },
    },
    streak: { count: 3, lastBadMs: 1_770_000_000_002, culprits: ['', 'tcp'] },
    instance: fullInstance(),
    restarts: {
      attempts: [momentAt(1), momentAt(2)],
      level: 2,
      wait: { since: momentAt(2), durationMs: 40_000 },
      givenUpRung: 1,
      goodTicks: 2,
      crash: { print: '9 no port #', count: 2 },
      ended: 'cookie-of-old',
      heeded: 'cookie-of-old',
    },
    healthySince: momentAt(3),
    up: false,
    fingerprint: 'f00d',
    answered: { bootMs: 125_000.5, bootId: 'boot-a' },
    checks: {
      tcp: {
        looks: 'fp',
        detail: 'refused',
        last: 'failed',
        lookedAt: { bootMs: 125_000.5, bootId: 'boot-a' },
        mark: { offset: 7, inode: 'x' },
        slowness: 1,
      },
    },
    ...changes,
  };
}

/** A plan to kill and start a service. */
export function planFor(key: string, changes: Partial<RecoveryPlan> = {}): RecoveryPlan {
  return {
    key,
    purpose: 'recover',
    reason: 'threshold_reached',
    requestId: undefined,
    verdict: 'timed_out',
    detail: 'no heartbeat for 130 s',
    steps: ['kill', 'clear_db', 'start'],
    ...changes,
  };
}

function fullInstance(): Instance {
  return {
    bootId: 'boot-a',
    pidNamespace: 4_026_531_836,
    leader: { pid: 4242, startTicks: 987_654 },
    beating: { pid: 4243, startTicks: 987_660 },
    uid: 1000,
    pgid: 4242,
    sid: 4242,
    session: '77',
    cookie: 'a-cookie',
    since: momentAt(1),
    origin: 'started',
    confirmed: true,
    recoveryId: 7,
    sighting: { beatMs: 1_770_000_000_003, bootMs: 5_000.75 },
  };
}

function using<T>(path: string, work: (database: Database.Database) => T): T {
  const database = new Database(path);
  try {
    return work(database);
  } finally {
    database.close();
  }
}
