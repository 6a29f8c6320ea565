// Chooses what goes wrong next, and when; and in the end puts right what would stay wrong.

import type { Fault, Targets } from './fault.ts';
import { FILE_FAULTS, GUARD_FAULT } from './file-faults.ts';
import { INVOCATION_FAULTS } from './invocation-faults.ts';
import { SERVICE_FAULTS } from './service-faults.ts';

const FAULTS: readonly Fault[] = [...SERVICE_FAULTS, ...INVOCATION_FAULTS, ...FILE_FAULTS];

/** Whoever makes things go wrong. */
export interface Nemesis {
  /** Strikes no more, and undoes what was to be undone later. */
  pacify(): void;
}

/** How hard it strikes. */
export interface Temper {
  /** Between two strikes, on average. */
  readonly meanMs: number;
  /** Whether it takes even the guard away. */
  readonly takesGuard: boolean;
}

/** Strikes again and again. */
export function unleash(targets: Omit<Targets, 'later'>, { meanMs, takesGuard }: Temper): Nemesis {
  const faults = takesGuard ? [...FAULTS, GUARD_FAULT] : FAULTS;
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
    strike(faults, { ...targets, later });
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

function strike(faults: readonly Fault[], targets: Targets): void {
  const fault = targets.random.weighed(faults);
  if (fault.strike(targets)) targets.ledger.count(fault.name);
}
