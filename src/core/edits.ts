// What an edit changes of what is remembered of a service: that of its config is its operator's word, and begins anew; that of its
// file of variables may be any program's doing, and frees of the wait only.

import type { Service } from '../config/config.ts';
import { FRESH, isDirty, withoutWait } from './restarts.ts';
import type { Restarts, ServiceState } from './service-state.ts';

/** The state with any edit heeded; the very same where there was none, or nothing to forget. */
export function heedEdits(state: ServiceState, service: Pick<Service, 'fingerprint'>): ServiceState {
  if (!isDirty(state.restarts)) return state;
  const fingerprint = service.fingerprint();
  if (fingerprint === state.fingerprint) return state;
  const isOfFile = ofConfig(fingerprint) === ofConfig(state.fingerprint);
  return { ...state, fingerprint, restarts: isOfFile ? withoutWait(state.restarts) : anew(state.restarts) };
}

/** What has died before the edit says nothing of what was edited. */
function anew({ heeded }: Restarts): Restarts {
  return heeded === undefined ? FRESH : { ...FRESH, heeded };
}

/** The part of a fingerprint that only an operator's word changes. */
export function ofConfig(fingerprint: string | undefined): string | undefined {
  return fingerprint?.split('/')[0];
}
