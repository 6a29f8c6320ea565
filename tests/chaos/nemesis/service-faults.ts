// Services die, in part or as a whole, and hang; some of those that hang go on later.

import { type Actor, signal } from '../../support/scene-processes.ts';
import { timeoutSecondsAt } from '../stage/stage.ts';
import { type Fault, someKey, type Targets } from './fault.ts';

type Harm = (living: readonly Actor[], targets: Targets) => void;

function toOneService(harm: Harm): Fault['strike'] {
  return (targets) => {
    const key = someKey(targets);
    const living = targets.stage.scene.living(key);
    if (living.length === 0) return false;
    harm(living, targets);
    targets.ledger.hurt(key);
    return true;
  };
}

const kill: Harm = (living, { ledger }) => {
  for (const actor of living) ledger.kill(actor);
};

const killFirst: Harm = ([first], { ledger }) => ledger.kill(first as Actor);

const stop: Harm = (living, { later, stage }) => {
  for (const actor of living) signal(actor, 'SIGSTOP');
  later(2 * timeoutSecondsAt(stage.paceMs) * 1000, () => {
    for (const actor of living) signal(actor, 'SIGCONT');
  });
};

/** What may become of services. */
export const SERVICE_FAULTS: readonly Fault[] = [
  { name: 'a service is killed', weight: 4, strike: toOneService(kill) },
  { name: 'the first process of a service is killed', weight: 2, strike: toOneService(killFirst) },
  { name: 'a service is stopped', weight: 3, strike: toOneService(stop) },
];
