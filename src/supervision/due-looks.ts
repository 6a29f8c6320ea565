// Which checks are to be looked at now, and in which order they are begun. Looks at nothing.

import type { Check } from '../config/check.ts';
import type { Service } from '../config/config.ts';
import { type CheckMemory, isDue } from '../core/checks/check-memory.ts';
import { standingChecks } from '../core/checks/readiness.ts';
import { lapse } from '../core/desired.ts';
import { elapsedMs, type Moment } from '../core/moment.ts';
import type { ServiceState } from '../core/service-state.ts';

/** A check that is due, and what is remembered of it. */
export interface Due {
  readonly service: Service;
  readonly check: Check;
  readonly memory: CheckMemory | undefined;
}

/** The checks that are due; whoever had to wait behind others for so long that nothing was seen goes before them now. */
export function dueLooks(
  services: readonly Service[],
  states: ReadonlyMap<string, ServiceState>,
  now: Moment,
): readonly Due[] {
  const due = services.flatMap((service) => {
    const state = states.get(service.key);
    return dueChecks(service, state, now).map((check) => ({
      service,
      check,
      memory: state?.checks[check.name],
    }));
  });
  const unseen = due.filter(isUnseen);
  return unseen.length === 0 ? due : [...unseen, ...due.filter((one) => !isUnseen(one))];
}

function isUnseen({ memory }: Due): boolean {
  return memory?.last === 'unknown';
}

function isOff(state: ServiceState | undefined, now: Moment): boolean {
  return state?.desired.mode === 'off' && lapse(state.desired, now, undefined).mode === 'off';
}

/** Those of a service that are to be looked at now: none while it is switched off, or so new that nothing can be told. */
function dueChecks(
  { enabled, checks }: Pick<Service, 'enabled' | 'checks'>,
  state: ServiceState | undefined,
  now: Moment,
): readonly Check[] {
  if (!enabled || checks.length === 0 || isOff(state, now)) return [];
  const since = state?.instance?.since;
  const ageMs = since === undefined ? Number.POSITIVE_INFINITY : elapsedMs(since, now);
  return standingChecks(checks, state?.instance).filter(
    (check) => ageMs >= check.initialDelaySeconds * 1000 && isDue(check, state?.checks[check.name], now),
  );
}
