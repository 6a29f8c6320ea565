// Chooses what goes wrong next, and when; and in the end puts right what would stay wrong.

import type { Stage } from '../stage/stage.ts';
import type { Fault, Targets } from './fault.ts';
import { FILE_FAULTS } from './file-faults.ts';
import { INVOCATION_FAULTS } from './invocation-faults.ts';
import { SERVICE_FAULTS } from './service-faults.ts';

const FAULTS: readonly Fault[] = [...SERVICE_FAULTS, ...INVOCATION_FAULTS, ...FILE_FAULTS];

/** How many strikes are of kinds that have not struck yet, while there are any. */
const SHARE_OF_NEW = 0.8;

/** What can go wrong on this machine. */
export function faultsOn({ disk }: Pick<Stage, 'disk'>): readonly Fault[] {
  return FAULTS.filter(({ takesDisk }) => takesDisk !== true || disk !== undefined);
}

/** Whoever makes things go wrong. */
export interface Nemesis {
  /** Strikes no more, and undoes what was to be undone later. */
  pacify(): void;
}

/** Strikes again and again, so long apart on average. */
export function unleash(targets: Omit<Targets, 'later'>, meanMs: number): Nemesis {
  const pending = new Map<NodeJS.Timeout, () => void>();
  const after = (waitMs: number, act: () => void) => {
    const timer = setTimeout(() => {
      pending.delete(timer);
      act();
    }, waitMs);
    pending.set(timer, act);
  };
  const { random } = targets;
  const later: Targets['later'] = (meanWaitMs, undo) => after(random.wait(meanWaitMs), undo);
  let isCalm = false;
  const next = () => {
    if (isCalm) return;
    strike({ ...targets, later });
    after(random.wait(meanMs), next);
  };
  next();
  return {
    pacify: () => {
      isCalm = true;
      for (const [timer, undo] of pending) {
        clearTimeout(timer);
        undo();
      }
    },
  };
}

function strike(targets: Targets): void {
  const { random, ledger, stage } = targets;
  const all = faultsOn(stage);
  const untried = all.filter(({ name }) => !ledger.faults.has(name));
  const fault = random.weighed(untried.length > 0 && random.happens(SHARE_OF_NEW) ? untried : all);
  if (fault.strike(targets)) ledger.count(fault.name);
}
