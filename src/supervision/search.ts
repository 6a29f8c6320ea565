// Looks for the process of a service as its config says that it is found. Knows not what follows from who is found.

import type { ProcessSource } from '../config/check.ts';
import type { Service } from '../config/config.ts';
import type { Moment } from '../core/moment.ts';
import { searchByCommand, searchByKey, searchByPidfile, type Wanted } from '../core/search.ts';
import type { Search } from '../core/searched.ts';
import type { Host } from '../host/host.ts';
import type { Crowd } from './crowd.ts';
import { searchManager } from './search-manager.ts';

/** What a search needs of the machine. */
export type Searcher = Pick<
  Host,
  | 'uid'
  | 'uidOf'
  | 'pidNamespace'
  | 'lookAt'
  | 'exposureOf'
  | 'readPidfile'
  | 'processTable'
  | 'commandTable'
  | 'ask'
>;

/** From where a search is made. */
export interface Standpoint {
  readonly host: Searcher;
  readonly at: Moment;
  readonly crowd: Crowd;
  /** The cookie of an instance on record that had begun well, and is dead. */
  readonly past?: string | undefined;
}

/** The service whose process is sought. */
export type Sought = Pick<Service, 'key' | 'foundBy' | 'user' | 'cwd' | 'env'>;

/** Looks for a service's process; undefined where it does not say how that is found. */
export function search(service: Sought, { host, at, crowd, past }: Standpoint): Search | undefined {
  const { key, foundBy, user } = service;
  if (foundBy === undefined) return undefined;
  if (foundBy.kind === 'manager') return searchManager(foundBy.manager, service, { host, crowd });
  const named = foundBy.user ?? user;
  const uid = named === undefined ? host.uid : host.uidOf(named);
  if (uid === undefined) return { kind: 'untold', why: `there is no user ${named}` };
  const wanted = { key, uid, past, seen: { at, pidNamespace: host.pidNamespace } };
  return searchAs(foundBy, wanted, { host, crowd });
}

function searchAs(
  source: Exclude<ProcessSource, { kind: 'manager' }>,
  wanted: Wanted,
  { host, crowd }: Pick<Standpoint, 'host' | 'crowd'>,
): Search {
  if (source.kind === 'pidfile') return searchPidfile(source.path, wanted, host);
  if (source.kind === 'match') {
    const rows = crowd.commands();
    return typeof rows === 'string'
      ? { kind: 'untold', why: rows }
      : searchByCommand(source.pattern, rows, wanted);
  }
  const seen = crowd.table();
  return seen.kind === 'unknown'
    ? { kind: 'untold', why: seen.why }
    : searchByKey(source.configPath, seen.table, wanted);
}

function searchPidfile(path: string, wanted: Wanted, host: Searcher): Search {
  const reading = host.readPidfile(path);
  const named = reading.kind === 'read' ? host.lookAt(reading.pid, undefined) : undefined;
  const exposure = named?.kind === 'alive' ? host.exposureOf(path, wanted.uid) : undefined;
  return searchByPidfile({ path, reading, named, exposure }, wanted);
}
