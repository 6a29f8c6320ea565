// The services beside the one at hand: by what is on record of them, and by which keys there are, its process is told from theirs.
// Knows nothing of how a process is found.

import { ofConfig } from './edits.ts';
import { type Instance, isComparable, type Place } from './instance.ts';
import { isSameProcess, type ProcessId } from './process.ts';
import type { ServiceState } from './service-state.ts';

/** All services, the one at hand included. */
export interface Others {
  /** Of the config that has them. */
  readonly configPath: string;
  /** Also of those that the config has no more. */
  readonly records: ReadonlyMap<string, Pick<ServiceState, 'instance' | 'fingerprint'>>;
  /** Whether the config has a service of that key. */
  isConfigured(key: string): boolean;
}

/** For which service, and where, others are asked about. */
export interface Asking extends Place {
  readonly key: string;
  readonly others: Others;
}

/** The key of another service whose record names a process. */
export function recordedAs(process: ProcessId, asking: Asking): string | undefined {
  return ownerOf(process, asking, () => true);
}

/** The same, without those that it beats for: one program may beat for several services. */
export function recordedSilentlyAs(process: ProcessId, asking: Asking): string | undefined {
  return ownerOf(process, asking, ({ beating }) => !isSameProcess(beating, process));
}

function ownerOf(
  process: ProcessId,
  { key, others, ...here }: Asking,
  counts: (instance: Instance) => boolean,
): string | undefined {
  for (const [other, { instance }] of others.records) {
    if (other === key || instance === undefined || !isComparable(instance, here)) continue;
    const isNamed = isSameProcess(instance.leader, process) || isSameProcess(instance.beating, process);
    if (isNamed && counts(instance)) return other;
  }
  return undefined;
}

/** Whether a key that the config has no more was that of a service which ran just this. */
export function wasCalled(
  formerly: string,
  { others, fingerprint }: { readonly others: Others; fingerprint(): string },
): boolean {
  if (others.isConfigured(formerly)) return false;
  const ran = ofConfig(others.records.get(formerly)?.fingerprint);
  return ran !== undefined && ran === ofConfig(fingerprint());
}
