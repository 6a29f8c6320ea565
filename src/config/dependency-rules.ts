/** What must hold between services that depend on each other. */

import { nearest } from '../suggest.ts';
import type { Draft } from './draft.ts';
import type { Finding, Location } from './finding.ts';
import { show } from './printable.ts';
import { keyOf } from './resolve-dependencies.ts';

/** A service depends on services that the file names. */
export function dependenciesExist({ services, keys }: Draft): Finding[] {
  const found: Finding[] = [];
  for (const [key, { depends_on: dependsOn }] of services) {
    if (dependsOn === undefined) continue;
    for (const [index, entry] of dependsOn.entries()) {
      const at = ['processes', key, 'depends_on', index];
      if (!keys.has(keyOf(entry))) found.push(unknownService(at, keyOf(entry), keys));
    }
  }
  return found;
}

function unknownService(at: Location, dependency: string, keys: Iterable<string>): Finding {
  const hint = () => {
    const meant = nearest(dependency, keys);
    return meant === undefined ? undefined : `Did you mean "${meant}"?`;
  };
  return { at, found: `the unknown service ${show(dependency)}`, expected: 'a key of `processes`', hint };
}

/** No service waits, by way of others, for itself. */
export function dependenciesHaveNoCycle({ services }: Draft): Finding[] {
  const settled = new Set<string>();
  const found: Finding[] = [];
  for (const [key, { depends_on: dependsOn }] of services) {
    if (dependsOn === undefined || settled.has(key)) continue;
    const circle = findCircle(key, services, settled);
    if (circle !== undefined) found.push(toFinding(circle));
  }
  return found;
}

/** Walks depth first, without recursion because a chain may be as long as the file; what it has seen is settled. */
function findCircle(from: string, services: Draft['services'], settled: Set<string>): string[] | undefined {
  const trail = [from];
  const untried = new Map([[from, dependenciesOf(from, services)]]);
  for (let key = trail.at(-1); key !== undefined; key = trail.at(-1)) {
    const next = untried.get(key)?.pop();
    if (next === undefined) {
      settled.add(key);
      trail.pop();
    } else if (untried.has(next) && !settled.has(next)) {
      for (const member of trail) settled.add(member);
      return trail.slice(trail.indexOf(next));
    } else if (!settled.has(next)) {
      trail.push(next);
      untried.set(next, dependenciesOf(next, services));
    }
  }
  return undefined;
}

function dependenciesOf(key: string, services: Draft['services']): string[] {
  return (services.get(key)?.depends_on ?? []).map(keyOf);
}

function toFinding(circle: readonly string[]): Finding {
  const [first = ''] = circle;
  return {
    at: ['processes', first, 'depends_on'],
    found: `a circle: ${[...circle, first].join(' → ')}`,
    expected: 'an order in which they can be started',
    hint: 'Take one of these dependencies out.',
  };
}
