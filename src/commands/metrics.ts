// `watchdog metrics`: how every service is, and how we are, as numbers: from the record and a look. Changes nothing.

import type { Family } from '../core/metrics/family.ts';
import { measure } from '../core/metrics/measure.ts';
import { look } from './look.ts';
import { gather } from './metrics/gather.ts';
import { openLastConfig } from './open-last-config.ts';
import { openHost } from './open-world.ts';
import { readRecord } from './reader-of.ts';
import type { Surroundings } from './surroundings.ts';

/** All metrics, with as many values as are known. */
export interface MetricsReport {
  readonly families: readonly Family[];
  /** Why the record could not be read: what is counted there has no value then. */
  readonly recordProblem: string | undefined;
}

const NOTHING_TOLD = { outcomes: [], pending: 0 };

/** Looks at all services, and makes metrics of what it sees. */
export function metrics(surroundings: Surroundings): MetricsReport {
  const config = openLastConfig(surroundings, { isActing: false });
  const host = openHost();
  const record = readRecord(config);
  const onRecord = {
    tallies: record.problem === undefined ? (record.reader?.tallies() ?? new Map()) : undefined,
    alerts: record.problem === undefined ? (record.reader?.alertTally() ?? NOTHING_TOLD) : undefined,
    lastTickTookMs: record.reader?.lastTickTookMs(),
    isObserving: record.problem !== undefined,
  };
  const { services, pass, lastTickAt } = look({ config, host, record });
  const states = new Map([...pass.findings].map(([key, { state }]) => [key, state]));
  const seen = { services, states, lastTickAtMs: lastTickAt?.wallMs, now: pass.at, ...onRecord };
  return {
    families: measure(gather(seen, config, host)),
    recordProblem: record.problem && `${record.problem.message}. ${record.problem.hint}`,
  };
}
