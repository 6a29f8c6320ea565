// What may be written for a key: the keys of all services, and @ and their groups and tags. For who completes what is typed.

import { openConfig } from '../open-world.ts';
import type { Surroundings } from '../surroundings.ts';

/** Every word that names services; none where the config cannot be read, for nobody who types wants to hear of it. */
export function keys(surroundings: Surroundings): readonly string[] {
  try {
    const { services } = openConfig(surroundings);
    const names = services.flatMap(({ group, tags }) => (group === undefined ? tags : [group, ...tags]));
    return [...services.map(({ key }) => key), ...new Set(names.map((name) => `@${name}`))];
  } catch {
    return [];
  }
}
