// What a search for the process of a service changes of its case: who is found is its instance from now on.

import { adopt } from './adopt.ts';
import type { Instance } from './instance.ts';
import { type Case, revise } from './judgement.ts';
import type { Observation } from './observation.ts';
import type { ProcessFacts } from './process.ts';

/** The same case about the process that was found, when one was. */
export function takeIn(matter: Case): Case {
  const { searched } = matter.seen;
  if (searched?.kind !== 'found' || matter.elsewhere) return matter;
  const { process } = searched;
  const instance = adoptFound(process, matter.seen);
  return revise(matter, { instance, recorded: { kind: 'alive', process } });
}

/** The record of a process that was found: no beat has vouched for it, so that it has its grace to beat. */
export function adoptFound(process: ProcessFacts, seen: Pick<Observation, 'at' | 'pidNamespace'>): Instance {
  return { ...adopt(process, seen), beating: undefined, confirmed: false };
}
