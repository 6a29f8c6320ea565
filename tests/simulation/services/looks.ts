// The checks of a simulated service: some have one, which asks the service whether it is well.

import type { Check } from '../../../src/config/check.ts';
import type { Random } from '../run/random.ts';

const WITH_ONE = 0.35;

/** The checks of a service. */
export function looksFrom(key: string, random: Random): Check[] {
  if (!random.happens(WITH_ONE)) return [];
  const of = random.whole(1, 3);
  return [
    {
      name: key,
      probe: { kind: 'tcp', to: { path: `/sockets/${key}` }, send: undefined, expect: undefined },
      timeoutSeconds: 5,
      intervalSeconds: 0,
      failureThreshold: random.whole(1, of),
      of,
      initialDelaySeconds: 0,
      severity: random.happens(0.8) ? 'restart' : 'warn',
      fallback: undefined,
    },
  ];
}
