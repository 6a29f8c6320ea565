// What the death of a service says about trying again, where whoever ran it has told its exit code: as a start that failed with that code
// does, once for each instance.

import type { Service } from '../config/config.ts';
import { learn } from './failed-start.ts';
import type { Judgement } from './judgement.ts';
import type { Moment } from './moment.ts';
import type { ServiceState } from './service-state.ts';

type Teachable = Pick<Service, 'giveUpExitCodes' | 'retryExitCodes' | 'fingerprint'>;

/** The state with the exit code of a dead instance heeded; the very same where that says nothing, or was heeded before. */
export function heedExit(
  state: ServiceState,
  { exit, proven, instance }: Judgement,
  { service, now }: { service: Teachable; now: Moment },
): ServiceState {
  const cookie = instance?.cookie;
  const code = exit?.exitCode;
  if (code === undefined || cookie === undefined || !proven || state.restarts.heeded === cookie) return state;
  if (!service.giveUpExitCodes.includes(code) && !service.retryExitCodes.includes(code)) return state;
  const failed = { outcome: 'failed', message: '', exitCode: code } as const;
  const { restarts } = learn(state.restarts, failed, { service, now });
  // By what was run when it gave up, an edit after that is known.
  return { ...state, restarts: { ...restarts, heeded: cookie }, fingerprint: service.fingerprint() };
}
