// `watchdog check`: one or more ticks under the lease. Held elsewhere, it leaves quietly; with a database that cannot be
// used it only looks.

import type { Config } from '../config/config.ts';
import { type ConfigError, StoreError, UsageError } from '../errors.ts';
import type { Holder } from '../store/holder.ts';
import { countLeaseMet } from '../store/lease-met.ts';
import { run } from '../supervision/run.ts';
import type { Schedule } from '../supervision/shift.ts';
import type { World } from '../supervision/world.ts';
import { awaitHandOver } from './await-hand-over.ts';
import { type CheckReport, downIn, reportEnding, reportNow } from './check-report.ts';
import { beginPing } from './dead-man.ts';
import { endOverdue, type Means } from './end-overdue.ts';
import { endWordless } from './end-wordless.ts';
import { guardiansOf, isWordOf } from './guardians.ts';
import { type Lease, type LeaseOutcome, takeLease } from './lease.ts';
import { publisherFor, tellSight } from './load-publisher.ts';
import { lookClosely } from './look.ts';
import type { Publisher } from './metrics/publisher.ts';
import { openLastConfig } from './open-last-config.ts';
import { openHost, openWorld } from './open-world.ts';
import { optimizeLater } from './optimize-later.ts';
import { tellOfUs } from './own-troubles.ts';
import { type OpenRecord, readerOf, readRecord } from './reader-of.ts';
import type { Surroundings } from './surroundings.ts';

/** What is asked of a check. */
export interface CheckOptions {
  /** Shows what would be decided and done; touches nothing. */
  readonly dryRun: boolean;
  /** Between passes; absent for a single one. */
  readonly everyMs: number | undefined;
  /** How long passes go on when no successor comes. */
  readonly forMs: number | undefined;
  /** Which exit code a report gets, for those who are told of it. */
  exitOf(report: CheckReport): number;
}

interface Scope {
  readonly options: CheckOptions;
  readonly surroundings: Surroundings;
}

/** Long enough for a late cron, short enough to end when cron is gone. */
const DEFAULT_FOR_MS = 90_000;
/** Of the interval, at most: the next invocation must find the lease free. */
const FOLLOWED_FOR = 0.75;
const HOUR_MS = 3_600_000;
/** Of old rows removed at once; enough for an hour of passes at one a second. */
const MOST_CHUNKS = 20;

/** Checks every enabled service, and recovers what stays broken. */
export async function check(options: CheckOptions, surroundings: Surroundings): Promise<CheckReport> {
  refuseIdleOptions(options);
  let mistake: ConfigError | undefined;
  const inSpiteOf = (found: ConfigError) => {
    mistake = found;
    surroundings.inSpiteOf(found);
  };
  const config = openLastConfig({ ...surroundings, inSpiteOf }, { isActing: !options.dryRun });
  if (options.everyMs === undefined) optimizeLater(config.services.length);
  const scope = { options, surroundings };
  if (options.dryRun) return lookOnly(config, readRecord(config), scope);
  const outcome = await askForLease(config, options, surroundings);
  if (outcome.kind === 'held') {
    surroundings.openLog(config)({ level: 'DEBUG', message: 'another invocation holds the lease' });
    return { kind: 'held', holder: outcome.holder };
  }
  const endPing = beginPing(config, surroundings);
  const report = await actOn(outcome, config, scope);
  await tellOfUs({ report, mistake }, config, surroundings);
  await endPing(options.exitOf(report));
  return report;
}

/** Works when the lease is ours, and looks where nobody can have it. */
async function actOn(
  outcome: Exclude<LeaseOutcome, { kind: 'held' }>,
  config: Config,
  scope: Scope,
): Promise<CheckReport> {
  switch (outcome.kind) {
    case 'failed':
      return { kind: 'lock_failed', why: outcome.why };
    case 'unusable':
      return lookOnly(config, { reader: outcome.reader, problem: outcome.error }, scope);
    case 'taken':
      return work(config, outcome.lease, scope).catch((error: unknown) => {
        if (!(error instanceof StoreError)) throw error;
        // It failed us in the middle; the services are looked at all the same.
        return lookOnly(config, { reader: readerOf(config), problem: error }, scope);
      });
  }
}

/** An option that would do nothing is a mistake of whoever wrote it. */
function refuseIdleOptions({ dryRun, everyMs, forMs }: CheckOptions): void {
  if (forMs !== undefined && everyMs === undefined) {
    throw new UsageError('command line: found --for without --every; expected both.', {
      hint: 'A single pass has no duration.',
    });
  }
  if (dryRun && everyMs !== undefined) {
    throw new UsageError('command line: found --every with --dry-run; expected one of them.', {
      hint: 'A dry run is a single look.',
    });
  }
}

/** Who repeats passes waits for the lease to be handed over; who meets a holder that hangs, ends it. */
async function askForLease(
  config: Config,
  { everyMs }: CheckOptions,
  surroundings: Surroundings,
): Promise<LeaseOutcome> {
  const outcome = takeLease(config);
  if (outcome.kind !== 'held') return outcome;
  if (config.metrics !== undefined) countLeaseMet(config.dbPath);
  const means = { host: openHost(), log: surroundings.openLog(config) };
  if (await endHanging(outcome.holder, config, means)) {
    const next = takeLease(config);
    if (next.kind !== 'held') return next;
  }
  return everyMs === undefined ? outcome : awaitHandOver(config, everyMs, surroundings);
}

/** Ends a holder that certainly hangs, and tells of one that may; answers whether it is gone. */
function endHanging(word: Holder | undefined, config: Config, means: Means): Promise<boolean> {
  const isIntroduced = isWordOf(word, guardiansOf(config, means.host), means.host);
  if (!isIntroduced) return endWordless(config, means);
  return word === undefined ? Promise.resolve(false) : endOverdue(word, config, means);
}

async function work(config: Config, lease: Lease, { options, surroundings }: Scope): Promise<CheckReport> {
  let publisher: Publisher | undefined;
  try {
    const world = openWorld(config, lease, surroundings);
    publisher = await publisherFor(world, surroundings.env);
    const { pass, passes, endings } = await run(world, scheduleOf(config, options), publisher?.afterPass);
    prune(world);
    const unfinished = lease.store.unfinishedRecoveries();
    const now = reportNow(world, unfinished, endings.length === 0 ? pass : undefined);
    if (endings.length > 0) publisher?.atEnd(now.services);
    const recoveries = endings.map(reportEnding);
    return Object.assign(now, {
      kind: 'checked' as const,
      recoveries,
      passes,
      isDryRun: false,
      observedOnly: undefined,
    });
  } finally {
    lease.release();
    await publisher?.settled();
  }
}

/** Forgets what is older than the config keeps; a little at a time, and not at every tick, for it costs a commit. */
function prune({ config, store, memory }: World): void {
  const atMs = memory.lastTickAt?.wallMs ?? 0;
  const doneAtMs = store.prunedAtMs();
  // After the clock was set back, it may have been done in the future.
  if (doneAtMs !== undefined && Math.abs(atMs - doneAtMs) < HOUR_MS) return;
  const olderThanMs = atMs - config.retentionDays * 24 * HOUR_MS;
  for (let chunk = 0; chunk < MOST_CHUNKS && store.prune(olderThanMs, atMs); ) chunk += 1;
}

function scheduleOf(config: Config, { everyMs, forMs }: CheckOptions): Schedule {
  const intervalMs = config.checkIntervalSeconds * 1000;
  if (everyMs === undefined) return { passes: 'once', intervalMs, forMs: FOLLOWED_FOR * intervalMs };
  return { passes: 'repeated', intervalMs: everyMs, forMs: forMs ?? DEFAULT_FOR_MS };
}

async function lookOnly(
  config: Config,
  record: OpenRecord,
  { options: { dryRun: isDryRun }, surroundings }: Scope,
): Promise<CheckReport> {
  const host = openHost();
  const view = await lookClosely({ config, host, record });
  if (!isDryRun)
    await tellSight(view, { config, host, log: surroundings.openLog(config), env: surroundings.env });
  const { services, pass } = view;
  const seen = { services, ...downIn(pass), recoveries: [], passes: 1 };
  return { kind: 'checked', ...seen, isDryRun, observedOnly: record.problem };
}
