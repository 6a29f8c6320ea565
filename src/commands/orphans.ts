// `watchdog orphans [--kill]`: who lives on of services no longer configured, and of superseded instances. Nobody is ended
// unless that is asked for; taking a service out of the config never ends it.

import type { Config } from '../config/config.ts';
import { printable } from '../config/printable.ts';
import { type Orphan, orphansOf } from '../core/orphans.ts';
import { listProcesses } from '../host/process-list.ts';
import { rosterOf } from '../supervision/roster.ts';
import { seeProcesses } from '../supervision/see-processes.ts';
import type { Answer } from './answer.ts';
import { ask } from './ask.ts';
import { openConfig, openHost } from './open-world.ts';
import { readRecord } from './reader-of.ts';
import type { Surroundings } from './surroundings.ts';

/** One process that lives on; every text in it is fit for a terminal. */
export interface OrphanReport {
  readonly pid: number;
  readonly key: string;
  readonly why: Orphan['why'];
  /** The cookie of its instance. */
  readonly instance: string | undefined;
  /** When it began, RFC 3339. */
  readonly since: string;
  /** Empty where it cannot be read. */
  readonly command: string;
}

/** Who lives on now, and what came of ending the others, when that was asked for. */
export interface OrphansReport {
  readonly orphans: readonly OrphanReport[];
  readonly answers: readonly Answer[] | undefined;
  /** Why nobody can tell who lives on, if so. */
  readonly unseen: string | undefined;
}

/** Lists the orphans; with `kill`, ends them first. Throws StoreError, and LeaseHeldError when its holder did not serve that. */
export async function orphans(kill: boolean, surroundings: Surroundings): Promise<OrphansReport> {
  const config = openConfig(surroundings);
  const { found, unseen } = find(config);
  if (!kill || unseen !== undefined) return { orphans: await report(found), answers: undefined, unseen };
  const services = [...new Set(found.map(({ key }) => key))].map((key) => ({ key }));
  const answers =
    services.length === 0 ? [] : await ask({ kind: 'end_orphans', services }, config, surroundings);
  const left = find(config);
  return { orphans: await report(left.found), answers, unseen: left.unseen };
}

/** Who was found; nobody where not everybody can be seen. */
interface Search {
  readonly found: readonly Orphan[];
  readonly unseen: string | undefined;
}

function find(config: Config): Search {
  const { reader, problem } = readRecord(config);
  if (problem !== undefined) throw problem;
  if (reader === undefined) return { found: [], unseen: undefined };
  const host = openHost();
  const roster = rosterOf(config, reader, host);
  reader.close();
  const seen = seeProcesses(host);
  return seen.kind === 'unknown'
    ? { found: [], unseen: seen.why }
    : { found: orphansOf(roster, seen.table), unseen: undefined };
}

async function report(found: readonly Orphan[]): Promise<readonly OrphanReport[]> {
  if (found.length === 0) return [];
  const commands = new Map((await listProcesses()).map(({ pid, command }) => [pid, command]));
  return found.map(({ key, why, cookie, process: { pid, startedAtMs } }) => ({
    pid,
    key: printable(key),
    why,
    instance: cookie && printable(cookie),
    since: new Date(startedAtMs).toISOString(),
    command: printable(commands.get(pid) ?? ''),
  }));
}
