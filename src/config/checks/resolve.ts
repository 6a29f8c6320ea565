/** Settles every option of every check of a service. */
import { absolutePath } from '../absolute-path.ts';
import type { Check, LogProbe, Probe, TcpProbe } from '../check.ts';
import { startCommand } from '../command.ts';
import { common } from './every-check.ts';
import { readinessOf } from './readiness.ts';
import { resolveHttp } from './resolve-http.ts';
import { resolveProgress, resolveResources } from './resolve-measured.ts';
import { isProcessCheck } from './resolve-source.ts';
import type { CheckEntry } from './schema.ts';
import { tcpSchema } from './tcp.ts';

const NO_CHECKS: readonly Check[] = [];

/** Where relative paths of checks begin. */
export interface Ground {
  readonly folder: string;
  /** Where commands run. */
  readonly cwd: string;
}

/** What is looked at, other than its process. */
export type LookEntry = Exclude<CheckEntry, { type: 'process' }>;

/** The checks of a service in the file's order, its readiness the last; how its process is found is none of them. */
export function resolveChecks(
  service: { readonly checks?: readonly CheckEntry[]; readonly readiness?: unknown },
  ground: Ground,
): readonly Check[] {
  const { checks = [] } = service;
  const readiness = readinessOf(service);
  if (checks.length === 0 && readiness === undefined) return NO_CHECKS;
  const standing = resolveAll(checks, ground);
  const untilProven = resolveAll(readiness === undefined ? [] : [readiness], ground);
  return [
    ...standing,
    ...untilProven.map((check) => ({ ...check, severity: 'restart', onlyUntilProven: true }) as const),
  ];
}

function resolveAll(entries: readonly CheckEntry[], ground: Ground): readonly Check[] {
  return entries.flatMap((entry) => (isProcessCheck(entry) ? [] : resolveEntry(entry, ground)));
}

/** What a check is called where nothing is said of it. */
export function nameOf({ name, type }: CheckEntry): string {
  return name ?? type;
}

/** Of several limits to resources each is a check by itself: one broken today and another tomorrow are not two failures of either. */
function resolveEntry(entry: LookEntry, ground: Ground): readonly Check[] {
  const settled = (probe: Probe) => settle(entry, probe, ground);
  if (entry.type !== 'resources') return [settled(resolveProbe(entry, ground))];
  const limits = resolveResources(entry);
  if (limits.length === 1) return limits.map(settled);
  return limits.map((probe) => ({ ...settled(probe), name: `${nameOf(entry)}/${probe.limit}` }));
}

function settle(entry: LookEntry, probe: Probe, ground: Ground): Check {
  const failureThreshold = entry.failure_threshold ?? common.failure_threshold.default;
  // The schema cannot name itself within a type; the validator has checked it all the same.
  const fallback = entry.fallback as LookEntry | undefined;
  return {
    name: nameOf(entry),
    probe,
    timeoutSeconds: entry.timeout_seconds ?? common.timeout_seconds.default,
    intervalSeconds: entry.interval_seconds ?? common.interval_seconds.default,
    failureThreshold,
    of: entry.of ?? failureThreshold,
    initialDelaySeconds: entry.initial_delay_seconds ?? common.initial_delay_seconds.default,
    severity: entry.severity ?? common.severity.default,
    fallback: isSingle(fallback) ? resolveProbe(fallback, ground) : undefined,
  };
}

/** What has one probe; that no limit to resources stands in for another check is for a rule to say. */
type SingleEntry = Exclude<LookEntry, { type: 'resources' }>;

function isSingle(entry: LookEntry | undefined): entry is SingleEntry {
  return entry !== undefined && entry.type !== 'resources';
}

function resolveProbe(entry: SingleEntry, ground: Ground): Probe {
  switch (entry.type) {
    case 'tcp':
      return resolveTcp(entry, ground);
    case 'http':
      return resolveHttp(entry, ground);
    case 'log':
      return resolveLog(entry, ground);
    case 'command':
      return { kind: 'command', command: startCommand(entry.command, ground) };
    case 'progress':
      return resolveProgress(entry, ground);
  }
}

function resolveLog(entry: Extract<CheckEntry, { type: 'log' }>, { folder }: Ground): LogProbe {
  return {
    kind: 'log',
    path: absolutePath(folder, entry.path),
    growsWithinSeconds: entry.grows_within_seconds,
    mustNotMatch: entry.must_not_match,
  };
}

function resolveTcp(entry: Extract<CheckEntry, { type: 'tcp' }>, { folder }: Ground): TcpProbe {
  const { host = tcpSchema.properties.host.default, port = 0, path, send, expect } = entry;
  const to = path === undefined ? { host, port: Number(port) } : { path: absolutePath(folder, path) };
  return { kind: 'tcp', to, send, expect };
}
