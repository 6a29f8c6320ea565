/**
 * What of a document can be trusted although some of it is wrong, so that the rules between fields can still look at the
 * rest and every mistake is told at once.
 */
import type { Finding, Location } from './finding.ts';
import { fill } from './instances.ts';
import { modernizeService } from './legacy.ts';
import { withPresets } from './manager-presets.ts';
import type { ConfigDocument, DefaultsEntry, ServiceEntry } from './schema.ts';

/** A service of which every field that is there has the right shape. */
export type DraftService = Partial<ServiceEntry>;

/** The part of a document that has the right shape. */
export interface Draft {
  readonly settings: Partial<ConfigDocument>;
  readonly defaults: DefaultsEntry;
  /** By their keys in the file; of an entry that means several, the first of them. */
  readonly services: ReadonlyMap<string, DraftService>;
  /** As they are written. */
  readonly entries: ReadonlyMap<string, DraftService>;
  /** Absolute: of the config file. Relative paths start in its folder. */
  readonly path: string;
  /** Of all services that the file names, the unusable ones included. */
  readonly keys: ReadonlySet<string>;
  /** Whether something is already known to be wrong there, so that nothing more should be said. */
  isFaulty(at: Location): boolean;
}

/** The draft of the document at that path, given what its shape was found to lack. */
export function draftOf(document: unknown, path: string, findings: readonly Finding[]): Draft {
  const faults = new Set(findings.flatMap(faultyPlaces));
  const settings = (faults.size === 0 ? document : prune(document, [], faults)) as Partial<ConfigDocument>;
  const entries = entriesOf(settings);
  return {
    settings,
    defaults: settings.defaults ?? {},
    services: firstsOf(entries),
    entries,
    path,
    keys: new Set(keysOf(document)),
    isFaulty: (at) => faults.size > 0 && faults.has(placeOf(at)),
  };
}

function entriesOf({ processes = {} }: Partial<ConfigDocument>): Map<string, DraftService> {
  const entries = new Map<string, DraftService>();
  for (const [key, entry] of Object.entries(processes))
    entries.set(key, withPresets(modernizeService(entry)));
  return entries;
}

function firstsOf(entries: ReadonlyMap<string, DraftService>): ReadonlyMap<string, DraftService> {
  const several = [...entries].filter(([, { instances }]) => instances !== undefined);
  if (several.length === 0) return entries;
  return new Map([...entries, ...several.map(([key, entry]) => [key, fill(entry, 1)] as const)]);
}

/** A fault spoils the option it lies in, and the option that was meant. */
function faultyPlaces({ at, meant }: Finding): string[] {
  const option = at.slice(0, depthOfOptions(at));
  return [placeOf(option), ...(meant === undefined ? [] : [placeOf([...at.slice(0, -1), meant])])];
}

function depthOfOptions(at: Location): number {
  if (at[0] === 'processes') return 3;
  return at[0] === 'defaults' ? 2 : 1;
}

function placeOf(at: Location): string {
  return JSON.stringify(at);
}

/** The document without its faulty options. */
function prune(value: unknown, at: Location, faults: ReadonlySet<string>): unknown {
  if (!isObject(value) || faults.has(placeOf(at))) return {};
  const sound = Object.entries(value).filter(([key]) => !faults.has(placeOf([...at, key])));
  return Object.fromEntries(
    sound.map(([key, child]) => [
      key,
      holdsOptions([...at, key]) ? prune(child, [...at, key], faults) : child,
    ]),
  );
}

function holdsOptions(at: Location): boolean {
  return at.length < depthOfOptions(at);
}

function keysOf(document: unknown): string[] {
  return isObject(document) && isObject(document.processes) ? Object.keys(document.processes) : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
