// The very same pass as a tick's, without a lease and without effect: for a dry run, for `status`, and for when the
// database cannot be written.

import type { Config } from '../config/config.ts';
import { RELEASED } from '../core/brake-state.ts';
import type { Moment } from '../core/moment.ts';
import { isSameProcess } from '../core/process.ts';
import type { Host } from '../host/host.ts';
import { readHolder } from '../store/holder.ts';
import type { Reader } from '../store/reader.ts';
import type { Pass } from '../supervision/finding.ts';
import { survey } from '../supervision/survey.ts';
import { reportServices, type ServiceReport } from './service-report.ts';

/** What may be looked at. */
export interface Sight {
  readonly config: Pick<Config, 'services' | 'dbPath'>;
  readonly host: Host;
  /** The record, where it can be read; it is closed. */
  readonly reader: Reader | undefined;
  /** Whether what would be done must not be done anyway. */
  readonly observeOnly: boolean;
}

/** What was seen. */
export interface View {
  /** Every service as it is now, and what the next tick would do. */
  readonly services: readonly ServiceReport[];
  readonly pass: Pass;
  /** When services were last checked; absent before the first tick, or where the record cannot be read. */
  readonly lastTickAt: Moment | undefined;
}

/** Looks at all services. */
export function look({ config, host, reader, observeOnly }: Sight): View {
  const memory = {
    states: reader?.loadStates() ?? new Map(),
    brakes: reader?.loadBrakes() ?? RELEASED,
    lastTickAt: reader?.lastTickAt(),
  };
  const unfinished = reader?.unfinishedRecoveries() ?? [];
  const mustOnlyObserve = observeOnly || (reader?.observeOnlyTicks() ?? 0) > 0;
  reader?.close();
  const performed = isHolderAtWork(config, host) ? unfinished : [];
  const underWay = new Set(performed.map(({ key }) => key));
  const pass = survey({ config, host, memory, underWay, unfinished, observeOnly: mustOnlyObserve });
  const services = reportServices(config.services, pass, { states: memory.states, underWay: performed });
  return { services, pass, lastTickAt: memory.lastTickAt };
}

/** What the record calls unfinished is being done, while whoever holds the lease lives. */
function isHolderAtWork({ dbPath }: Pick<Config, 'dbPath'>, host: Host): boolean {
  const holder = readHolder(dbPath);
  if (holder === undefined || holder.bootId !== host.now().bootId) return false;
  const found = host.lookAt(holder.pid, undefined);
  return found.kind === 'alive' && isSameProcess(found.process, holder);
}
