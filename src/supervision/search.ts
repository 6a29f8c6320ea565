// Looks for the process of a service as its config says that it is found. Knows not what follows from who is found.

import type { ProcessSource } from '../config/check.ts';
import type { Service } from '../config/config.ts';
import type { Moment } from '../core/moment.ts';
import type { Others } from '../core/others.ts';
import { searchByCommand, searchByKey, type Wanted } from '../core/search.ts';
import { searchByPidfile } from '../core/search-pidfile.ts';
import { type Search, untold } from '../core/searched.ts';
import type { Host } from '../host/host.ts';
import type { Crowd } from './crowd.ts';
import { searchManager } from './search-manager.ts';

/** What a search needs of the machine. */
export type Searcher = Pick<
  Host,
  | 'now'
  | 'uid'
  | 'uidOf'
  | 'pidNamespace'
  | 'lookAt'
  | 'exposureOf'
  | 'readPidfile'
  | 'processTable'
  | 'commandTable'
  | 'insiders'
  | 'ask'
  | 'cgroupsOf'
>;

/** From where a search is made. */
export interface Standpoint {
  readonly host: Searcher;
  readonly at: Moment;
  readonly crowd: Crowd;
  /** The cookie of an instance on record that had begun well, and is dead. */
  readonly past?: string | undefined;
  readonly others: Others;
}

/** The service whose process is sought. */
export type Sought = Pick<Service, 'key' | 'foundBy' | 'user' | 'cwd' | 'env' | 'fingerprint'>;

/** Looks for a service's process; undefined where it does not say how that is found. */
export function search(service: Sought, standpoint: Standpoint): Search | undefined {
  const { foundBy, user } = service;
  if (foundBy === undefined) return undefined;
  const { host } = standpoint;
  const named = foundBy.user ?? user;
  const uid = named === undefined ? host.uid : host.uidOf(named);
  if (uid === undefined) return untold(`there is no user ${named}`);
  const insiders = needsInsiders(foundBy) ? standpoint.crowd.insiders() : [];
  if (typeof insiders === 'string') return untold(insiders);
  const wanted = wantedOf(service, foundBy, standpoint);
  return searchAs(service, foundBy, { ...standpoint, wanted: { ...wanted, uid, insiders } });
}

/** What only carries our key, or is named by who runs it, cannot be mistaken for somebody in a container. */
function needsInsiders({ kind }: ProcessSource): boolean {
  return kind === 'pidfile' || kind === 'match';
}

function wantedOf(
  { key, fingerprint }: Sought,
  { configPath }: ProcessSource,
  { host, at, others, past }: Standpoint,
): Omit<Wanted, 'uid' | 'insiders'> {
  const seen = { at, pidNamespace: host.pidNamespace };
  return { key, configPath, fingerprint, past, seen, others };
}

function searchAs(
  service: Sought,
  source: ProcessSource,
  { host, crowd, wanted }: Standpoint & { readonly wanted: Wanted },
): Search {
  if (source.kind === 'manager') return searchManager(source.manager, service, { host, crowd, wanted });
  if (source.kind === 'pidfile') return searchPidfile(source.path, wanted, host);
  if (source.kind === 'match') {
    const rows = crowd.commands();
    return typeof rows === 'string' ? untold(rows) : searchByCommand(source.pattern, rows, wanted);
  }
  const seen = crowd.table();
  return seen.kind === 'unknown' ? untold(seen.why) : searchByKey(seen.table, wanted);
}

function searchPidfile(path: string, wanted: Wanted, host: Searcher): Search {
  const reading = host.readPidfile(path);
  const named = reading.kind === 'read' ? host.lookAt(reading.pid, undefined) : undefined;
  const exposure = named?.kind === 'alive' ? host.exposureOf(path, wanted.uid) : undefined;
  return searchByPidfile({ path, reading, named, exposure }, wanted);
}
