/** Files by which one service is taken for another. Shared heartbeats are refused outright. */
import { dirname } from 'node:path';
import { absolutePath } from '../absolute-path.ts';
import type { Location } from '../finding.ts';
import { show } from '../printable.ts';
import type { Lint, Subject } from './lint.ts';

/** Who reads the log of another takes its lines, and its growth, for those of the service. */
export function logsAreNotShared({ draft }: Subject): Lint[] {
  const owners = new Map<string, string>();
  return logsIn(draft).flatMap(({ key, path, at }) => {
    const absolute = absolutePath(dirname(draft.path), path);
    const owner = owners.get(absolute) ?? key;
    owners.set(absolute, owner);
    if (owner === key) return [];
    return [
      {
        code: 'shared_log',
        at,
        found: `${show(path)}, which is also the log of ${show(owner)}`,
        expected: 'a log of its own',
        hint: 'A line in it, and its growth, would count for both: have each write its own.',
      },
    ];
  });
}

interface WrittenLog {
  readonly key: string;
  readonly path: string;
  readonly at: Location;
}

function logsIn({ services, defaults }: Subject['draft']): readonly WrittenLog[] {
  return [...services].flatMap(([key, { checks = [], enabled = defaults.enabled }]) =>
    enabled === false
      ? []
      : checks.flatMap((check, index) =>
          check.type === 'log'
            ? [{ key, path: check.path, at: ['processes', key, 'checks', index, 'path'] }]
            : [],
        ),
  );
}
