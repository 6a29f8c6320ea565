// What holds back a decision once it is made: limits of its group, the brakes over all services, the budget. Told from what they
// have decided and from what they remember; how they decide is theirs.

import type { BrakeState } from '../brake-state.ts';
import type { ObserveOnly } from '../brakes.ts';
import type { Decision } from '../decision.ts';
import type { Reason } from '../recovery.ts';
import { fact, type Measure } from './measure.ts';
import { resultAt, type TracedRule } from './trace.ts';

/** What one pass found out about the host. */
export interface HostFacts {
  readonly brakes: BrakeState;
  readonly clock: 'stepped' | 'slept' | undefined;
  readonly observeOnly: ObserveOnly | undefined;
  readonly service: { readonly critical: boolean; readonly group: string | undefined };
  readonly maxRestartsPerHour: number | undefined;
}

/** The decision of the rules, and what became of it. */
export interface Stages {
  readonly first: Decision;
  readonly final: Decision;
}

type Brake = 'group_limit' | Extract<Reason, 'group_restart' | 'budget_spent'> | Held;
type Held = 'observe_only' | 'clock_step' | 'mass_failure' | 'host_trouble';

/** In the order in which they are asked. */
const EVIDENCE: Readonly<Record<Brake, (host: HostFacts) => readonly Measure[]>> = {
  group_limit: ({ service: { group }, brakes }) => [
    fact('group', group, ['group']),
    {
      name: 'restarts of the group',
      value: group === undefined ? 0 : (brakes.groups[group]?.restarts.attempts.length ?? 0),
    },
  ],
  observe_only: ({ observeOnly }) => [fact('only observing', observeOnly)],
  clock_step: ({ clock }) => [fact('clock', clock ?? 'steady')],
  mass_failure: ({ brakes: { incident, falls } }) => [
    fact('mass failure', incident && `yes, ${incident.tried.length} tried`),
    { name: 'services that fell lately', value: falls.length },
  ],
  host_trouble: ({ brakes: { troubles } }) => [
    fact('troubles', troubles.length === 0 ? undefined : troubles.map(({ detail }) => detail).join('; ')),
  ],
  budget_spent: ({ service, brakes, maxRestartsPerHour }) => [
    {
      name: 'restarts of this hour',
      value: (service.critical ? brakes.spentByCritical : brakes.spent).length,
      limit: maxRestartsPerHour ?? 'none',
      option: ['max_restarts_per_hour'],
    },
  ],
  group_restart: ({ service: { group } }) => [fact('group', group, ['group'])],
};

const NAMES = Object.keys(EVIDENCE) as Brake[];

/** The brakes one by one; none is asked where nothing is to be done and nothing was drawn in. */
export function traceBrakes(host: HostFacts, stages: Stages): readonly TracedRule[] {
  const place = placeOf(stages);
  return NAMES.map((rule, index) => ({
    rule,
    result: resultAt(index, place),
    measures: EVIDENCE[rule](host),
  }));
}

/** Which one has decided; all were asked where it stands, none where there was nothing to hold back. */
function placeOf({ first, final }: Stages): number {
  const named = (NAMES as readonly string[]).indexOf(final.reason);
  if (named !== -1) return named;
  if (final.reason !== first.reason) return NAMES.indexOf('group_limit');
  return isAction(first) ? NAMES.length : -1;
}

function isAction({ action: { kind } }: Decision): boolean {
  return kind === 'recover' || kind === 'resume';
}
