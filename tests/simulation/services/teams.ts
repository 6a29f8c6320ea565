// The groups of a simulated config, and which services are in one.

import type { Group } from '../../../src/config/config.ts';
import type { Random } from '../run/random.ts';
import { policyFrom } from './cast.ts';

const NAMES = ['crew', 'pair'];
const STRATEGIES: readonly Group['strategy'][] = ['one_for_one', 'one_for_all', 'rest_for_one'];
const IN_A_GROUP = 0.4;

/** The group of a service, where it has one. */
export function teamFrom(random: Random): string | undefined {
  return random.happens(IN_A_GROUP) ? random.pick(NAMES) : undefined;
}

/** The groups, each treated in another way. */
export function castGroups(random: Random): Group[] {
  return NAMES.map((name) => ({
    name,
    strategy: random.pick(STRATEGIES) ?? 'one_for_one',
    restartPolicy: policyFrom(random),
  }));
}
