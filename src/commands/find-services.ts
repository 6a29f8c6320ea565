// The services that a command line names: one by its key, several by a group or a tag of theirs.

import type { Config, Service } from '../config/config.ts';
import { UsageError } from '../errors.ts';
import { nearest } from '../suggest.ts';

type Named = Pick<Config, 'services' | 'path'>;

/** All that a word means: `web` that service, or all instances of that entry, `@web` those of that group or with that tag. Throws UsageError with the nearest name. */
export function findServices(config: Named, word: string): readonly Service[] {
  const found = config.services.filter((service) => service.key === word || namesOf(service).includes(word));
  if (found.length > 0) return found;
  const words = new Set(config.services.flatMap((service) => [service.key, ...namesOf(service)]));
  const suggestion = nearest(word, words);
  throw new UsageError(`command line: found ${JSON.stringify(word)}; expected a service of ${config.path}.`, {
    hint: suggestion === undefined ? `It has: ${[...words].join(', ')}.` : `Did you mean "${suggestion}"?`,
  });
}

/** The same without those that are disabled, unless one is meant by its own key. Throws UsageError when none is left. */
export function findSwitchable(config: Named, word: string): readonly Service[] {
  const found = findServices(config, word).filter(({ key, enabled }) => enabled || key === word);
  if (found.length > 0) return found;
  throw new UsageError(
    `command line: found ${JSON.stringify(word)}, of which all are disabled; expected one that is not.`,
    { hint: 'Name one by its own key, or set its `enabled`.' },
  );
}

/** What it is called together with others. */
function namesOf({ entry, group, tags }: Service): readonly string[] {
  const all = group === undefined ? tags : [group, ...tags];
  return [entry, ...all.map((name) => `@${name}`)];
}
