// What a fault of the run is, and what it may strike.

import type { Random } from '../../simulation/run/random.ts';
import type { Invocation } from '../../support/invocation.ts';
import { TOYS } from '../stage/services.ts';
import type { Stage } from '../stage/stage.ts';
import type { Ledger } from './ledger.ts';

/** What may be struck. */
export interface Targets {
  readonly stage: Stage;
  readonly random: Random;
  readonly ledger: Ledger;
  /** The invocations at work. */
  readonly working: ReadonlySet<Invocation>;
  /** Has a fault undone some time later, or when all is to be calm; what was begun is over then. */
  later(meanMs: number, undo: () => void): void;
}

/** One kind of fault. */
export interface Fault {
  readonly name: string;
  readonly weight: number;
  /** It strikes a disk of the run's own, which not every machine can give. */
  readonly takesDisk?: true;
  /** Strikes; false when there was nothing to strike. */
  strike(targets: Targets): boolean;
}

/** One of the services. */
export function someKey({ random }: Targets): string {
  return random.pick(TOYS)?.key as string;
}
