// What is counted of recoveries: for each service, and for each group that is restarted together, which counts as one.

import type { Moment } from '../../../src/core/moment.ts';
import type { TickCommit } from '../../../src/store/store.ts';
import { groupsAsServices } from './groups.ts';
import { createPatienceCheck } from './patience.ts';
import { createRestartCheck } from './restarts.ts';
import type { Witness } from './witness.ts';

/** All that is counted. */
export interface Counts {
  /** A tick was committed. */
  ticked(commit: TickCommit): void;
  /** A start was put on record. */
  intend(key: string): void;
  /** A start is made once more, for the one before was lost; it was decided when it was last counted. */
  repeat(key: string, lastCountedAt: Moment | undefined): void;
  /** The machine had no room for a start. */
  excuse(key: string): void;
  /** It was left alone after all: that is no attempt. */
  spare(key: string): void;
  /** The operator has asked for something. */
  forget(key: string): void;
  /** Whether it, or its group, has failed so often that it may be given up. */
  isSpent(key: string): boolean;
}

/** Counts from now on. */
export function createCounts(witness: Witness): Counts {
  const restarts = createRestartCheck(witness);
  const patience = createPatienceCheck(witness);
  const ofGroups = { ...witness, config: () => groupsAsServices(witness.config()) };
  const groupRestarts = createRestartCheck(ofGroups);
  const groupPatience = createPatienceCheck(ofGroups);
  const groupOf = (key: string) => witness.config().services.find((one) => one.key === key)?.group ?? '';
  const terms = new Map<string, string>();
  // An edit that is taken back is two of them.
  const forgetEdited = () => {
    const { groups, services } = ofGroups.config();
    for (const { name } of groups) {
      const now = services.find(({ key }) => key === name)?.fingerprint() ?? 'nobody is in it';
      if (terms.get(name) !== now) groupRestarts.forget(name);
      terms.set(name, now);
    }
  };
  return {
    ticked: ({ recoveries, at }) => {
      forgetEdited();
      const alone = recoveries.filter(({ reason }) => reason !== 'group_restart');
      const together = recoveries.filter(({ reason }) => reason === 'group_restart');
      for (const { key } of alone) for (const count of [restarts, patience]) count.attempt(key, at);
      for (const group of new Set(together.map(({ key }) => groupOf(key))))
        for (const count of [groupRestarts, groupPatience]) count.attempt(group, at);
    },
    intend: patience.intend,
    repeat: restarts.repeat,
    excuse: (key) => {
      for (const count of [restarts, patience]) count.excuse(key);
    },
    spare: restarts.excuse,
    forget: (key) => {
      restarts.forget(key);
      groupRestarts.forget(groupOf(key));
    },
    isSpent: (key) => patience.isSpent(key) || groupPatience.isSpent(groupOf(key)),
  };
}
