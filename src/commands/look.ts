// The very same pass as a tick's, without a lease and without effect: for a dry run, for `status`, and for when the
// database cannot be written.

import type { Config } from '../config/config.ts';
import { RELEASED } from '../core/brake-state.ts';
import type { Host } from '../host/host.ts';
import { openReader, type Reader } from '../store/reader.ts';
import { survey } from '../supervision/survey.ts';
import { reportServices, type ServiceReport } from './service-report.ts';

/** What may be looked at. */
export interface Sight {
  readonly config: Pick<Config, 'services'>;
  readonly host: Host;
  /** The record, where it can be read; it is closed. */
  readonly reader: Reader | undefined;
  /** Whether what would be done must not be done anyway. */
  readonly observeOnly: boolean;
}

/** Every service as it is now, and what the next tick would do. */
export function look({ config, host, reader, observeOnly }: Sight): readonly ServiceReport[] {
  const memory = {
    states: reader?.loadStates() ?? new Map(),
    brakes: reader?.loadBrakes() ?? RELEASED,
    lastTickAt: reader?.lastTickAt(),
    performances: new Map(),
  };
  const unfinished = reader?.unfinishedRecoveries() ?? [];
  const mustOnlyObserve = observeOnly || (reader?.observeOnlyTicks() ?? 0) > 0;
  reader?.close();
  const pass = survey({ config, host, memory, unfinished, observeOnly: mustOnlyObserve });
  return reportServices(config.services, pass, unfinished);
}

/** The record for reading; undefined where there is none, or none that can be read. */
export function readerOf({ dbPath }: Pick<Config, 'dbPath'>): Reader | undefined {
  const opened = openReader(dbPath);
  return opened.kind === 'ready' ? opened.reader : undefined;
}
