// Which services would be found, by their command line, to be the same process: none of them is given it, so that neither is watched.
// Knows not what runs.

import type { Service } from '../config/config.ts';
import { matchesGlob } from '../core/glob.ts';
import { show } from '../core/show.ts';

/** One sentence for each two: *where: found; expected. Do.* */
export function sharedProcesses(services: readonly (Sought & Pick<Service, 'key'>)[]): readonly string[] {
  return services.flatMap((one, at) =>
    services.slice(at + 1).flatMap((other) => {
      const what = sharedBy(one, other);
      return what === undefined
        ? []
        : [
            `${one.key}: found ${what}, which also finds the process of ${show(other.key)}; expected a process of its own. A process that both find is given to neither.`,
          ];
    }),
  );
}

type Sought = Pick<Service, 'foundBy' | 'user'>;

function sharedBy(a: Sought, b: Sought): string | undefined {
  const [one, other] = [a.foundBy, b.foundBy];
  if (one?.kind !== 'match' || other?.kind !== 'match') return undefined;
  if ((one.user ?? a.user) !== (other.user ?? b.user)) return undefined;
  // A pattern that stands for another one stands for all that this stands for.
  const isShared = matchesGlob(one.pattern, other.pattern) || matchesGlob(other.pattern, one.pattern);
  return isShared ? `match ${show(one.pattern)}` : undefined;
}
