/** What must hold between groups and the services that say they belong to them. */
import { nearest } from '../suggest.ts';
import type { Draft } from './draft.ts';
import type { Finding } from './finding.ts';

/** What is said of a group is said of one that somebody belongs to. */
export function groupsHaveMembers({ settings, services }: Draft): Finding[] {
  const known = new Set([...services.values()].flatMap(({ group }) => group ?? []));
  return Object.keys(settings.groups ?? {})
    .filter((name) => !known.has(name))
    .map((name) => ({
      at: ['groups', name],
      found: 'a group to which no service belongs',
      expected: 'the `group` of a service',
      hint: () => {
        const meant = nearest(name, known);
        return meant === undefined ? undefined : `Did you mean "${meant}"?`;
      },
    }));
}
