// The words of a timeline: what happens to made-up services on a fake clock, and what is expected to come of it.

import type { Config, Service } from '../../config/config.ts';
import type { Reason } from '../recovery.ts';
import type { Verdict } from '../verdict.ts';

/** What can happen to a service; the last ones befall the host. */
export const OCCURRENCES = [
  'stops_beating',
  'beats_again',
  'dies',
  'comes_back',
  'reports_error',
  'reports_running',
  'cannot_start',
  'can_start',
  'fails_check',
  'passes_check',
  'off',
  'on',
  'hold',
  'release',
  'steps_clock',
  'reboots',
] as const;

/** What can happen. */
export type Occurrence = (typeof OCCURRENCES)[number];

/** What befalls the host, and no single service. */
export function isOfHost(what: Occurrence): boolean {
  return what === 'steps_clock' || what === 'reboots';
}

/** Something that happens, in milliseconds since the beginning. */
export interface Happening {
  readonly atMs: number;
  readonly what: Occurrence;
  /** Absent where it befalls the host. */
  readonly key: string | undefined;
  /** Of a check: its name. Absent is every check. */
  readonly check?: string | undefined;
  /** Of a clock: by how much it is set. */
  readonly byMs?: number | undefined;
}

/** What is expected of a service: at the last check before an instant, once before it, or at the end. */
export interface Expectation {
  readonly key: string;
  readonly atMs: number;
  /** At that very time; at some check up to then; or at none up to then. */
  readonly when: 'at' | 'by' | 'never';
  readonly verdict?: Verdict | undefined;
  readonly reason?: Reason | undefined;
  /** So many recoveries have begun by then. */
  readonly recoveries?: number | undefined;
}

/** How the instances of a service behave. */
export interface Habit {
  /** After a start. */
  readonly firstBeatMs: number;
  readonly beatsEveryMs: number;
}

/** The usual habit. */
export const USUAL_HABIT: Habit = { firstBeatMs: 1000, beatsEveryMs: 10_000 };

/** What happens, and what is expected of it. */
export interface Timeline {
  readonly config: Pick<Config, 'services' | 'groups' | 'maxRestartsPerHour'>;
  /** By the wall clock, milliseconds since 1970. */
  readonly beginsMs: number;
  /** The maintenance window in which a service is at a time of the wall clock, in words. */
  maintenanceOf(service: Service, wallMs: number): string | undefined;
  /** Between two checks. */
  readonly everyMs: number;
  readonly untilMs: number;
  readonly habits: ReadonlyMap<string, Habit>;
  /** In the order of time. */
  readonly happenings: readonly Happening[];
  readonly expectations: readonly Expectation[];
}
