// Services and events as those see them who decide what to tell.

import type { Happening } from '../../../src/core/alerts/follow.ts';
import type { Situation, Subject } from '../../../src/core/alerts/situation.ts';

const WEB: Subject = {
  key: 'web',
  tags: [],
  isCritical: false,
  dependsOn: [],
  isUp: false,
  calledOff: undefined,
  isInMaintenance: false,
  unknownSinceMs: undefined,
};

/** How things are at a time, of some services. */
export function situation(atMs: number, ...subjects: readonly Partial<Subject>[]): Situation {
  const all = subjects.map((one) => ({ ...WEB, ...one }));
  return {
    atMs,
    subjects: new Map(all.map((one) => [one.key, one])),
    isHostTroubled: false,
    nextIncidentId: 1,
  };
}

/** Something that happened to `web`, or to `host`, or to another. */
export const event = (kind: string, atMs = 0, key = 'web'): Happening => ({
  kind,
  atMs,
  key: key === 'host' ? undefined : key,
  message: `${kind}!`,
});
