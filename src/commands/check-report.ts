// What came of a check, as it is told to people and programs.

import { underHold } from '../core/desired.ts';
import type { Reason, RecoveryRecord } from '../core/recovery.ts';
import { isBad } from '../core/verdict.ts';
import type { StoreError } from '../errors.ts';
import type { Holder } from '../store/holder.ts';
import type { Pass } from '../supervision/finding.ts';
import type { Ending } from '../supervision/performance.ts';
import { survey } from '../supervision/survey.ts';
import type { World } from '../supervision/world.ts';
import { reportServices } from './report-services.ts';
import type { ServiceReport } from './service-report.ts';

/** What came of a check. */
export type CheckReport =
  | {
      readonly kind: 'checked';
      readonly services: readonly ServiceReport[];
      /** Whether any service is down that is wanted on. */
      readonly isAnyDown: boolean;
      /** Whether one of those is `critical`. */
      readonly isCriticalDown: boolean;
      readonly recoveries: readonly RecoveryReport[];
      readonly passes: number;
      readonly isDryRun: boolean;
      /** Why nothing was done but look. */
      readonly observedOnly: StoreError | undefined;
    }
  | { readonly kind: 'held'; readonly holder: Holder | undefined }
  | { readonly kind: 'lock_failed'; readonly why: string };

type Checked = Extract<CheckReport, { kind: 'checked' }>;

/** A recovery that came to an end, or was cut short. */
export interface RecoveryReport {
  readonly key: string;
  readonly purpose: string;
  readonly outcome: string;
  readonly message: string;
}

/** How all services are now, by the last pass; without one, all is looked at once more. */
export function reportNow(
  world: World,
  unfinished: readonly RecoveryRecord[],
  pass: Pass | undefined,
): Pick<Checked, 'services' | 'isAnyDown' | 'isCriticalDown'> {
  const { config, memory } = world;
  const underWay = memory.performances;
  const last =
    pass ??
    survey({
      ...world,
      last: world.store.lastMarks(),
      underWay,
      unfinished,
      observeOnly: 'afterwards',
    });
  return {
    ...downIn(last),
    // Made when it is read, which under cron it never is: of a thousand services it costs as much as judging them.
    get services() {
      // All that was begun has ended, or was left to the next invocation.
      return reportServices(config.services, last, { states: memory.states, underWay: [] });
    },
  };
}

/** Why nobody need be told that a service is down. */
const MEANT: ReadonlySet<Reason> = new Set(['ended_cleanly', 'maintenance']);

/** Whether a pass found any service down that is wanted on, and a critical one among them. */
export function downIn({ findings }: Pass): Pick<Checked, 'isAnyDown' | 'isCriticalDown'> {
  let isAnyDown = false;
  for (const { service, judged, state, decision } of findings.values()) {
    const isMeant = underHold(state.desired).mode === 'off' || MEANT.has(decision.reason);
    if (!isBad(judged.verdict) || isMeant) continue;
    if (service.critical) return { isAnyDown: true, isCriticalDown: true };
    isAnyDown = true;
  }
  return { isAnyDown, isCriticalDown: false };
}

/** A recovery that has ended, as it is told. */
export function reportEnding({ recovery, outcome, message }: Ending): RecoveryReport {
  return { key: recovery.key, purpose: recovery.purpose, outcome: outcome ?? 'interrupted', message };
}
