// What is remembered of a service once its recovery has begun.

import type { Service } from '../config/config.ts';
import type { Decision } from './decision.ts';
import { partake } from './groups.ts';
import type { Moment } from './moment.ts';
import { spend } from './restarts.ts';
import type { ServiceState } from './service-state.ts';

/** The state with which a recovery that was decided begins; what is restarted with its group, or started because its operator said so, is no attempt of its own. */
export function begun(
  { decision, service }: { readonly decision: Decision; readonly service: Service },
  at: Moment,
): ServiceState {
  if (decision.reason === 'dependency_recovered')
    return { ...spend(decision.state, service, at), answered: { bootMs: at.bootMs, bootId: at.bootId } };
  return decision.reason === 'group_restart' || decision.reason === 'off_over'
    ? partake(decision.state, service)
    : spend(decision.state, service, at);
}
