// What came of a check, as it is told to people and programs.

import type { RecoveryRecord } from '../core/recovery.ts';
import type { StoreError } from '../errors.ts';
import type { Holder } from '../store/holder.ts';
import type { Pass } from '../supervision/finding.ts';
import type { Ending } from '../supervision/performance.ts';
import { survey } from '../supervision/survey.ts';
import type { World } from '../supervision/world.ts';
import { reportServices, type ServiceReport } from './service-report.ts';

/** What came of a check. */
export type CheckReport =
  | {
      readonly kind: 'checked';
      readonly services: readonly ServiceReport[];
      readonly recoveries: readonly RecoveryReport[];
      readonly passes: number;
      readonly isDryRun: boolean;
      /** Why nothing was done but look. */
      readonly observedOnly: StoreError | undefined;
    }
  | { readonly kind: 'held'; readonly holder: Holder | undefined }
  | { readonly kind: 'lock_failed'; readonly why: string };

/** A recovery that came to an end, or was cut short. */
export interface RecoveryReport {
  readonly key: string;
  readonly purpose: string;
  readonly outcome: string;
  readonly message: string;
}

/** How things are now; without a pass that tells it, all is looked at once more. */
export function reportNow(
  world: World,
  unfinished: readonly RecoveryRecord[],
  pass: Pass | undefined,
): readonly ServiceReport[] {
  const { config, memory } = world;
  const last =
    pass ?? survey({ ...world, underWay: memory.performances, unfinished, observeOnly: 'afterwards' });
  // All that was begun has ended, or was left to the next invocation.
  return reportServices(config.services, last, { states: memory.states, underWay: [] });
}

/** A recovery that has ended, as it is told. */
export function reportEnding({ recovery, outcome, message }: Ending): RecoveryReport {
  return { key: recovery.key, purpose: recovery.purpose, outcome: outcome ?? 'interrupted', message };
}
