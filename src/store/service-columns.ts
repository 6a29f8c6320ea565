// The state of a service as the columns of one row, and back. Typed columns and not JSON: the table itself then refuses
// what makes no sense, and ten thousand rows are read in a tenth of a second less.

import type { CheckMemories } from '../core/checks/check-memory.ts';
import type { Instance } from '../core/instance.ts';
import type { Moment } from '../core/moment.ts';
import type { ProcessId } from '../core/process.ts';
import type { Desired, Restarts, ServiceState, Streak } from '../core/service-state.ts';
import { NOTHING_TO_REMEMBER, readMemories, writeMemories } from './check-memories.ts';
import { NEVER_RESTARTED, readRestarts, writeRestarts } from './restarts.ts';
import { readTerms, writeTerms } from './terms.ts';

type Value = string | number | null | undefined;

/** One row, in the order of the columns; the boot of a moment is null where it is the instance's own. */
export type ServiceRow = readonly (string | number | null)[];

/** The columns that hold a state, the key first. */
export const STATE_COLUMNS = [
  ...['key', 'desired', 'desired_by', 'desired_at', 'streak', 'streak_last_bad_at', 'up', 'fingerprint'],
  ...['healthy_since', 'healthy_since_boot_ms', 'healthy_since_monotonic_ms', 'healthy_since_boot_id'],
  ...[
    'pid',
    'start_ticks',
    'beating_pid',
    'beating_start_ticks',
    'boot_id',
    'pid_namespace',
    'uid',
    'pgid',
    'sid',
  ],
  ...['cookie', 'origin', 'confirmed', 'recovery_id'],
  ...['instance_since', 'instance_since_boot_ms', 'instance_since_monotonic_ms', 'instance_since_boot_id'],
  ...['restarts', 'session', 'sighting_beat_at', 'sighting_boot_ms'],
  ...['checks', 'streak_of', 'answered_boot_ms', 'answered_boot_id', 'desired_terms'],
] as const;

const HEALTHY_SINCE = 8;
const LEADER = 12;
const BEATING = 14;
const BOOT_ID = 16;
const INSTANCE_SINCE = 25;
const RESTARTS = 29;
const SESSION = 30;
const SIGHTING = 31;
const CHECKS = 33;
const CULPRITS = 34;
const ANSWERED = 35;
const TERMS = 37;

// Almost every service shares these two.
const ON: Desired = { mode: 'on', by: undefined, atMs: undefined };
const CALM: Streak = { count: 0, lastBadMs: undefined };

/** The values to store, in the order of the columns. */
export function rowOf(key: string, state: ServiceState): Value[] {
  const { desired, streak, up, fingerprint } = state;
  return [
    ...[key, desired.mode, desired.by, desired.atMs, streak.count, streak.lastBadMs],
    ...[up === undefined ? undefined : Number(up), fingerprint],
    ...momentValues(state.healthySince),
    ...instanceValues(state.instance),
    writeRestarts(state.restarts),
    ...[state.instance?.session, state.instance?.sighting?.beatMs, state.instance?.sighting?.bootMs],
    writeMemories(state.checks),
    ...[streak.culprits?.join(' '), state.answered?.bootMs, state.answered?.bootId],
    writeTerms(desired.terms),
  ];
}

/** The state in a row; `damaged` hears of a column that cannot be read, whose part is then missing. */
export function stateOf(row: ServiceRow, damaged: (key: string, problem: string) => void): ServiceState {
  return {
    desired: row[1] === 'on' && row[3] === null && row[TERMS] === null ? ON : desiredOf(row, damaged),
    streak: row[4] === 0 && row[5] === null ? CALM : streakOf(row),
    instance: row[LEADER] === null ? undefined : instanceOf(row),
    restarts: row[RESTARTS] === null ? NEVER_RESTARTED : restartsOf(row, damaged),
    healthySince: row[HEALTHY_SINCE] === null ? undefined : momentOf(row, HEALTHY_SINCE),
    up: row[6] === null ? undefined : row[6] === 1,
    fingerprint: optional(row, 7),
    answered: row[ANSWERED] === null ? undefined : answeredOf(row),
    checks: row[CHECKS] === null ? NOTHING_TO_REMEMBER : checksOf(row, damaged),
  };
}

function streakOf(row: ServiceRow): Streak {
  const culprits = optional<string>(row, CULPRITS)?.split(' ');
  return { count: row[4] as number, lastBadMs: optional(row, 5), ...(culprits && { culprits }) };
}

function answeredOf(row: ServiceRow): ServiceState['answered'] {
  return { bootMs: row[ANSWERED] as number, bootId: row[ANSWERED + 1] as string };
}

function restartsOf(row: ServiceRow, damaged: (key: string, problem: string) => void): Restarts {
  return readRestarts(row[RESTARTS] as string, (problem) => damaged(row[0] as string, problem));
}

function checksOf(row: ServiceRow, damaged: (key: string, problem: string) => void): CheckMemories {
  return readMemories(row[CHECKS] as string, (problem) => damaged(row[0] as string, problem));
}

function instanceValues(instance: Instance | undefined): Value[] {
  const { leader, beating, bootId, pidNamespace, uid, pgid, sid } = instance ?? {};
  return [
    ...[
      leader?.pid,
      leader?.startTicks,
      beating?.pid,
      beating?.startTicks,
      bootId,
      pidNamespace,
      uid,
      pgid,
      sid,
    ],
    ...[instance?.cookie, instance?.origin, instance && Number(instance.confirmed), instance?.recoveryId],
    ...momentValues(instance?.since),
  ];
}

function momentValues(moment: Moment | undefined): Value[] {
  return [moment?.wallMs, moment?.bootMs, moment?.monotonicMs, moment?.bootId];
}

function desiredOf(row: ServiceRow, damaged: (key: string, problem: string) => void): Desired {
  const desired = {
    mode: row[1] as Desired['mode'],
    by: optional<string>(row, 2),
    atMs: optional<number>(row, 3),
  };
  if (row[TERMS] === null) return desired;
  return {
    ...desired,
    terms: readTerms(row[TERMS] as string, (problem) => damaged(row[0] as string, problem)),
  };
}

function instanceOf(row: ServiceRow): Instance {
  return {
    bootId: row[BOOT_ID] as string,
    pidNamespace: row[17] as number,
    leader: processIdOf(row, LEADER),
    beating: row[BEATING] === null ? undefined : processIdOf(row, BEATING),
    uid: row[18] as number,
    pgid: row[19] as number,
    sid: row[20] as number,
    session: optional(row, SESSION),
    cookie: optional(row, 21),
    since: momentOf(row, INSTANCE_SINCE),
    origin: row[22] as Instance['origin'],
    confirmed: row[23] === 1,
    recoveryId: optional(row, 24),
    sighting:
      row[SIGHTING] === null
        ? undefined
        : { beatMs: row[SIGHTING] as number, bootMs: row[SIGHTING + 1] as number },
  };
}

function momentOf(row: ServiceRow, first: number): Moment {
  return {
    wallMs: row[first] as number,
    bootMs: row[first + 1] as number,
    monotonicMs: row[first + 2] as number,
    bootId: (row[first + 3] ?? row[BOOT_ID]) as string,
  };
}

function processIdOf(row: ServiceRow, first: number): ProcessId {
  return { pid: row[first] as number, startTicks: row[first + 1] as number };
}

function optional<T extends string | number>(row: ServiceRow, column: number): T | undefined {
  return (row[column] ?? undefined) as T | undefined;
}
