// The very same pass as a tick's, without a lease and without effect: for a dry run, for `status`, and for when the
// database cannot be written.

import type { Config } from '../config/config.ts';
import { RELEASED } from '../core/brake-state.ts';
import type { ObserveOnly } from '../core/brakes.ts';
import type { Moment } from '../core/moment.ts';
import { isSameProcess } from '../core/process.ts';
import type { RecoveryRecord } from '../core/recovery.ts';
import type { ServiceState } from '../core/service-state.ts';
import type { Host } from '../host/host.ts';
import { readHolder } from '../store/holder.ts';
import type { Reader } from '../store/reader.ts';
import type { Pass } from '../supervision/finding.ts';
import { type AllReadings, createLookout } from '../supervision/lookout.ts';
import { survey } from '../supervision/survey.ts';
import type { OpenRecord } from './reader-of.ts';
import { reportServices } from './report-services.ts';
import type { ServiceReport } from './service-report.ts';

/** What may be looked at. */
export interface Sight {
  readonly config: Pick<
    Config,
    'services' | 'hostChecks' | 'maxRestartsPerHour' | 'groups' | 'dbPath' | 'path' | 'logDir'
  >;
  readonly host: Host;
  /** Closed when it was looked at. Where it has a problem, nothing may be done. */
  readonly record: OpenRecord;
}

/** What was seen. */
export interface View {
  /** Every service as it is now, and what the next tick would do. */
  readonly services: readonly ServiceReport[];
  readonly pass: Pass;
  /** When services were last checked; absent before the first tick, or where the record cannot be read. */
  readonly lastTickAt: Moment | undefined;
  /** Recoveries that no invocation has ended, and the services of which one is being performed. */
  readonly unfinished: readonly RecoveryRecord[];
  readonly underWay: ReadonlySet<string>;
  /** What was remembered of every service ever seen. */
  readonly states: ReadonlyMap<string, ServiceState>;
  /** Why nothing may be done, where that is so. */
  readonly observeOnly: ObserveOnly | undefined;
}

/** Looks at all services; what their checks say is what they said last. */
export function look(sight: Sight): View {
  return view(sight, recall(sight.record), undefined);
}

/** Looks at all services, and makes the checks that are due of those with these keys. */
export async function lookClosely(
  sight: Sight,
  isAsked: (key: string) => boolean = () => true,
): Promise<View> {
  const recalled = recall(sight.record);
  const lookout = createLookout(sight.host);
  const services = sight.config.services.filter(({ key }) => isAsked(key));
  await lookout.begin({ ...sight.config, services }, recalled.memory.states, { now: sight.host.now() });
  return view(sight, recalled, lookout.take());
}

/** What the record says; it is closed then. */
function recall({ reader, problem }: OpenRecord) {
  const memory = {
    states: reader?.loadStates() ?? new Map(),
    brakes: reader?.loadBrakes() ?? RELEASED,
    lastTickAt: reader?.lastTickAt(),
  };
  const last = reader?.lastMarks() ?? new Map();
  const unfinished = reader?.unfinishedRecoveries() ?? [];
  const failures = reader?.lastFailures();
  const blackBoxes = reader?.lastBlackBoxes();
  const observeOnly = problem === undefined ? lostLately(reader) : 'record_unusable';
  reader?.close();
  const states = reader === undefined && problem !== undefined ? undefined : memory.states;
  return { memory, last, unfinished, failures, blackBoxes, observeOnly, states };
}

function view(
  { config, host }: Sight,
  recalled: ReturnType<typeof recall>,
  readings: AllReadings | undefined,
): View {
  const { memory, last, unfinished, failures, blackBoxes, observeOnly, states } = recalled;
  const performed = isHolderAtWork(config, host) ? unfinished : [];
  const underWay = new Set(performed.map(({ key }) => key));
  const pass = survey({ config, host, memory, last, underWay, unfinished, observeOnly, readings });
  const services = reportServices(config.services, pass, {
    states,
    underWay: performed,
    failures,
    blackBoxes,
  });
  const { states: remembered, lastTickAt } = memory;
  return { services, pass, lastTickAt, unfinished, underWay, observeOnly, states: remembered };
}

function lostLately(reader: Reader | undefined): ObserveOnly | undefined {
  return reader !== undefined && reader.observeOnlyTicks() > 0 ? 'record_lost' : undefined;
}

/** What the record calls unfinished is being done, while whoever holds the lease lives. */
function isHolderAtWork({ dbPath }: Pick<Config, 'dbPath'>, host: Host): boolean {
  const holder = readHolder(dbPath);
  if (holder === undefined || holder.bootId !== host.now().bootId) return false;
  const found = host.lookAt(holder.pid, undefined);
  return found.kind === 'alive' && isSameProcess(found.process, holder);
}
