// Chooses what goes wrong next, and when; and in the end puts right what would stay wrong.

import type { Fault, Targets } from './fault.ts';
import { FILE_FAULTS } from './file-faults.ts';
import { INVOCATION_FAULTS } from './invocation-faults.ts';
import { SERVICE_FAULTS } from './service-faults.ts';

const FAULTS: readonly Fault[] = [...SERVICE_FAULTS, ...INVOCATION_FAULTS, ...FILE_FAULTS];

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
  const fault = targets.random.weighed(FAULTS);
  if (fault.strike(targets)) targets.ledger.count(fault.name);
}
