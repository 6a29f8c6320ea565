/** Settles the options about a service's place among the others. It does not judge whether that makes sense. */
import type { Dependency, Service } from './config.ts';
import { dependencyOptions as options } from './options/dependencies.ts';
import { groupOptions } from './options/groups.ts';
import type { DependencyEntry, ServiceEntry } from './schema.ts';

const NO_DEPENDENCIES: readonly Dependency[] = [];

type Place = Pick<Service, 'dependsOn' | 'restartsDependents' | 'priority' | 'critical' | 'group' | 'tags'>;

/** The keys of the services that an entry means by its own. */
export type KeysOf = (key: string) => readonly string[];

/** What a service depends on, what goes first, and to whom it belongs. */
export function resolveDependencies(entry: ServiceEntry, keysOf: KeysOf): Place {
  return {
    dependsOn:
      entry.depends_on === undefined
        ? NO_DEPENDENCIES
        : entry.depends_on.flatMap((one) => resolveDependency(one, keysOf)),
    restartsDependents: entry.restart_dependents ?? options.restart_dependents.default,
    priority: entry.priority ?? options.priority.default,
    critical: entry.critical ?? options.critical.default,
    group: entry.group,
    tags: entry.tags ?? groupOptions.tags.default,
  };
}

/** The key that a dependency names, in whichever way it is written. */
export function keyOf(entry: DependencyEntry): string {
  return typeof entry === 'string' ? entry : entry.key;
}

function resolveDependency(entry: DependencyEntry, keysOf: KeysOf): Dependency[] {
  const condition = (typeof entry === 'string' ? undefined : entry.condition) ?? 'healthy';
  return keysOf(keyOf(entry)).map((key) => ({ key, condition }));
}
