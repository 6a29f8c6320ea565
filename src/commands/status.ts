// `watchdog status [KEY]`: how every service is at this moment, by the same look that a tick takes. Changes nothing.

import type { Config } from '../config/config.ts';
import { elapsedMs, type Moment } from '../core/moment.ts';
import type { ListedProcess } from '../host/process-list.ts';
import type { Pass } from '../supervision/finding.ts';
import { findServices } from './find-services.ts';
import { PATIENCE_INTERVALS } from './history/look-back.ts';
import { listTree } from './list-tree.ts';
import { look } from './look.ts';
import { openLastConfig } from './open-last-config.ts';
import { openHost } from './open-world.ts';
import { readRecord } from './reader-of.ts';
import type { ServiceReport } from './service-report.ts';
import { detailOf, type ServiceDetail } from './status/detail.ts';
import { type LastDay, lastDayOf } from './status/last-day.ts';
import type { Surroundings } from './surroundings.ts';

/** How things are. */
export interface StatusReport {
  readonly services: readonly ServiceReport[];
  readonly lastTick: LastTick | undefined;
  /** Why the record could not be read: what was counted, and what is wanted off, is then not known. */
  readonly recordProblem?: string | undefined;
  /** What was asked for; of one service, all that lives of it. */
  readonly key: string | undefined;
  readonly processes: readonly ListedProcess[] | undefined;
  /** Of one service that is checked, the rest that is known of it. */
  readonly detail?: ServiceDetail | undefined;
  /** And its last day, unless its record cannot be read. */
  readonly lastDay?: LastDay | undefined;
}

/** When services were last checked. */
export interface LastTick {
  readonly at: string;
  readonly agoSeconds: number;
  /** It was to be followed by another one long ago: nobody checks any more. */
  readonly isOverdue: boolean;
}

/** Looks at all services, or at those that a word means: closely when it is one. */
export async function status(key: string | undefined, surroundings: Surroundings): Promise<StatusReport> {
  const config = openLastConfig(surroundings, { isActing: false });
  const meant = key === undefined ? undefined : findServices(config, key).map((service) => service.key);
  const host = openHost();
  // All are judged also when one is asked for: what is decided of it may hang on what it depends on.
  const record = readRecord(config);
  const recordProblem = record.problem && `${record.problem.message}. ${record.problem.hint}`;
  const { services, pass, lastTickAt } = look({ config, host, record });
  const counted = services.map((service) => asCounted(service, pass));
  const lastTick = lastTickAt && {
    at: new Date(lastTickAt.wallMs).toISOString(),
    ...agoOf(lastTickAt, pass.at, config),
  };
  const told = meant === undefined ? counted : counted.filter((service) => meant.includes(service.key));
  const [only] = meant?.length === 1 ? meant : [];
  if (only === undefined) return { services: told, lastTick, recordProblem, key, processes: undefined };
  const finding = pass.findings.get(only);
  const processes = await listTree(finding?.state.instance, host);
  const one = { services: told, lastTick, recordProblem, key, processes };
  if (finding === undefined || recordProblem !== undefined) return one;
  const lastDay = lastDayOf(finding.service, config, pass.at.wallMs);
  return { ...one, detail: detailOf(finding, config), lastDay };
}

/** How long ago that was, and whether another check should have come since. */
export function agoOf(
  lastTickAt: Moment,
  now: Moment,
  { checkIntervalSeconds }: Pick<Config, 'checkIntervalSeconds'>,
) {
  const agoSeconds = Math.round(elapsedMs(lastTickAt, now) / 1000);
  return { agoSeconds, isOverdue: agoSeconds > PATIENCE_INTERVALS * checkIntervalSeconds };
}

const COUNTING = new Set<ServiceReport['reason']>(['below_threshold', 'threshold_reached', 'escalated']);

/** A look is no check: what no tick has counted yet is not told as if it were. */
function asCounted(report: ServiceReport, { findings }: Pass): ServiceReport {
  const { key, reason, failures, threshold } = report;
  if (!COUNTING.has(reason) || failures === undefined || failures >= threshold) return report;
  const detail = `${findings.get(key)?.judged.detail}; failure ${failures} of ${threshold}`;
  return { ...report, reason: 'below_threshold', detail };
}
