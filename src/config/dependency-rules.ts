/** What must hold between services that depend on each other. */

import { nearest } from '../suggest.ts';
import { namesIn, ownersOf } from './dependency-names.ts';
import type { Draft } from './draft.ts';
import type { Finding, Location } from './finding.ts';
import { show } from './printable.ts';

/** A service depends on services that the file names. */
export function dependenciesExist({ entries, keys }: Draft): Finding[] {
  const found: Finding[] = [];
  const known = new Set([...keys, ...ownersOf(entries).keys()]);
  for (const [key, entry] of entries) {
    if (entry.depends_on === undefined) continue;
    for (const [index, names] of namesIn(key, entry).entries()) {
      const unknown = names.find((name) => !known.has(name));
      if (unknown !== undefined)
        found.push(unknownService(['processes', key, 'depends_on', index], unknown, known));
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
export function dependenciesHaveNoCycle({ entries }: Draft): Finding[] {
  const links = linksOf(entries);
  const settled = new Set<string>();
  const found: Finding[] = [];
  for (const key of links.keys()) {
    if (settled.has(key)) continue;
    const circle = findCircle(key, links, settled);
    if (circle !== undefined) found.push(toFinding(circle));
  }
  return found;
}

type Links = ReadonlyMap<string, readonly string[]>;

/** Which entries each entry depends on: what one instance waits for, all do. */
function linksOf(entries: Draft['entries']): Links {
  const owners = ownersOf(entries);
  const links = new Map<string, string[]>();
  for (const [key, entry] of entries) {
    if (entry.depends_on === undefined) continue;
    const names = new Set(namesIn(key, entry).flat());
    links.set(
      key,
      [...names].map((name) => owners.get(name) ?? name),
    );
  }
  return links;
}

/** Walks depth first, without recursion because a chain may be as long as the file; what it has seen is settled. */
function findCircle(from: string, links: Links, settled: Set<string>): string[] | undefined {
  const trail = [from];
  const untried = new Map([[from, linksFrom(from, links)]]);
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
      untried.set(next, linksFrom(next, links));
    }
  }
  return undefined;
}

function linksFrom(key: string, links: Links): string[] {
  return [...(links.get(key) ?? [])];
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
