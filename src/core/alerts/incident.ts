// An incident: a trouble that lasts until it is over, and what is told of it. Knows neither why it came nor who is told.

import type { Level } from '../../config/alerts/channel.ts';

/** What is wrong: a service is down, it cannot be looked at, or the host itself is in trouble. */
export type Topic = 'down' | 'unknown' | 'host';

/** A trouble that lasts until it is over. There is one at a time for each topic and service. */
export interface Incident {
  readonly id: number;
  readonly topic: Topic;
  /** The service; absent for the host. */
  readonly key: string | undefined;
  /** The gravest that it has been. */
  readonly level: Level;
  /** In words, as of its last news. */
  readonly detail: string;
  readonly openedAtMs: number;
  readonly closedAtMs: number | undefined;
  /** Whether anybody was told of it; nobody is of what is only a consequence of another. */
  readonly isTold: boolean;
  /** Services that are down because this one is, and of which nobody was told. */
  readonly dependents: readonly string[];
}

/** Why an incident is over: all is well, or nobody asks for the service any more. */
export type Ending = 'well' | 'called_off';

/** Where in its incident an alert stands; a notice belongs to none. */
export type Phase = 'opened' | 'updated' | 'closed' | 'notice';

/** One thing to be told. */
export interface Alert {
  readonly phase: Phase;
  /** Of an incident its topic, else the kind of event that is told of. */
  readonly topic: string;
  readonly key: string | undefined;
  readonly level: Level;
  readonly atMs: number;
  readonly detail: string;
  /** Absent for a notice, as are those below. */
  readonly incidentId: number | undefined;
  readonly openedAtMs: number | undefined;
  /** How long it has lasted; at its end the downtime. */
  readonly lastedMs: number | undefined;
  /** Absent while it lasts. */
  readonly ending: Ending | undefined;
  readonly dependents: readonly string[];
}

const LEVELS: readonly Level[] = ['info', 'warning', 'critical'];

/** Whether one level is at least as grave as another. */
export function isAtLeast(level: Level, least: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(least);
}

/** The graver of two. */
export function graver(one: Level, other: Level): Level {
  return isAtLeast(one, other) ? one : other;
}
