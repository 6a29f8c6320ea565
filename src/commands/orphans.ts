// `watchdog orphans [--kill]`: who lives on of services no longer configured, and of superseded instances. Nobody is ended
// unless that is asked for; taking a service out of the config never ends it.

import type { Config } from '../config/config.ts';
import { printable } from '../config/printable.ts';
import { type Orphan, orphansOf } from '../core/orphans.ts';
import { LeaseHeldError, StoreError } from '../errors.ts';
import { listProcesses } from '../host/process-list.ts';
import { type EndedOrphans, endOrphans } from '../supervision/end-orphans.ts';
import { rosterOf } from '../supervision/roster.ts';
import { awaitHandOver } from './await-hand-over.ts';
import { type Lease, takeLease } from './lease.ts';
import { openConfig, openHost, openWorld } from './open-world.ts';
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
  readonly answers: readonly EndedOrphans[] | undefined;
}

/** Lists the orphans; with `kill`, ends them first. Throws StoreError, and LeaseHeldError when the lease cannot be had. */
export async function orphans(kill: boolean, surroundings: Surroundings): Promise<OrphansReport> {
  const config = openConfig(surroundings);
  if (kill) return endAll(config, surroundings);
  const { reader, problem } = readRecord(config);
  if (problem !== undefined) throw problem;
  if (reader === undefined) return { orphans: [], answers: undefined };
  const host = openHost();
  const roster = rosterOf(config, reader, host);
  reader.close();
  return { orphans: await report(orphansOf(roster, host.processTable())), answers: undefined };
}

async function endAll(config: Config, surroundings: Surroundings): Promise<OrphansReport> {
  const lease = await leaseFor(config, surroundings);
  try {
    const world = openWorld(config, lease, surroundings);
    const roster = rosterOf(config, lease.store, world.host);
    const find = () => orphansOf(roster, world.host.processTable());
    const answers = await endOrphans(find(), roster, world);
    return { orphans: await report(find()), answers };
  } finally {
    lease.release();
  }
}

/** Only the holder of the lease acts; who repeats its passes hands over after the one at hand. */
async function leaseFor(config: Config, surroundings: Surroundings): Promise<Lease> {
  const first = takeLease(config);
  const outcome =
    first.kind === 'held'
      ? await awaitHandOver(config, config.checkIntervalSeconds * 1000, surroundings)
      : first;
  switch (outcome.kind) {
    case 'taken':
      return outcome.lease;
    case 'unusable':
      outcome.reader?.close();
      throw outcome.error;
    case 'failed':
      throw new StoreError(`lease: ${outcome.why}`, { hint: 'Nothing was ended.' });
    case 'held':
      throw new LeaseHeldError('lease: another invocation is at work; expected it to be done by now.', {
        hint: 'Nothing was ended. Try again, when `watchdog status` shows that it is done.',
      });
  }
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
