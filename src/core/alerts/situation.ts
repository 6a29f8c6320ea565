// How things are when it is decided what to tell: of each service what matters to those who are told. Measures nothing.

/** A service, as far as it matters to those who are told of it. */
export interface Subject {
  readonly key: string;
  readonly tags: readonly string[];
  readonly isCritical: boolean;
  /** Keys of what must be up first. */
  readonly dependsOn: readonly string[];
  /** Known up; false when it is down, or nobody knows. */
  readonly isUp: boolean;
  /** Why nobody asks for it to be up, in words; absent while somebody does. */
  readonly calledOff: string | undefined;
  /** In a maintenance window, in which nothing is told of it but what is critical, and the end of what was told. */
  readonly isInMaintenance: boolean;
  /** Since when nobody could look at it, as far as that is long enough to be told. */
  readonly unknownSinceMs: number | undefined;
}

/** How things are now. */
export interface Situation {
  readonly atMs: number;
  /** Those that are checked, by their keys. */
  readonly subjects: ReadonlyMap<string, Subject>;
  /** Whether the host, or a mass failure, holds anything. */
  readonly isHostTroubled: boolean;
  /** What the next incident is called. */
  readonly nextIncidentId: number;
}

/** All that a service depends on, directly or not. */
export function dependenciesOf(key: string, subjects: Situation['subjects']): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...(subjects.get(key)?.dependsOn ?? [])];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (next === key || found.has(next)) continue;
    found.add(next);
    open.push(...(subjects.get(next)?.dependsOn ?? []));
  }
  return found;
}
