// What the death of a service says about trying again: as a start that failed in that way does, once for each instance. By the exit
// code where whoever ran it has told that, and by its last words.

import type { Service } from '../config/config.ts';
import { isOwnFailure, learn } from './failed-start.ts';
import type { Judgement } from './judgement.ts';
import type { Moment } from './moment.ts';
import type { StepResult } from './recovery.ts';
import type { ServiceState } from './service-state.ts';

type Teachable = Pick<Service, 'giveUpExitCodes' | 'retryExitCodes' | 'remedies' | 'fingerprint'>;

/** The end of what a service has printed. */
export interface Output {
  readonly tail: string;
  /** Wall clock of its last word. */
  readonly atMs: number;
}

/** In which light a death is looked at. */
export interface Inquest {
  readonly service: Teachable;
  readonly now: Moment;
  /** Absent where it has printed nothing. */
  readonly output?: Output | undefined;
  /** When all services were looked at before. */
  readonly lastTickAt?: Moment | undefined;
}

/** The state with the death of an instance heeded; the very same where none is proven, or it was heeded before. */
export function heedDeath(state: ServiceState, judged: Judgement, inquest: Inquest): ServiceState {
  const { restarts } = state;
  const cookie = judged.instance?.cookie;
  if (cookie === undefined || !judged.proven || [restarts.heeded, restarts.ended].includes(cookie))
    return state;
  const heeded = { ...restarts, heeded: cookie };
  const failure = failureOf(judged, lastWords(state, judged, inquest));
  if (failure === undefined) return { ...state, restarts: heeded };
  const { service } = inquest;
  // By what was run when it gave up, an edit after that is known.
  return {
    ...state,
    restarts: learn(heeded, failure, inquest).restarts,
    fingerprint: service.fingerprint(),
  };
}

/** The failed start that it is like; nothing where it did not fail by itself, or nobody knows how. */
function failureOf({ exit, isCleanEnd }: Judgement, outputTail: string): StepResult | undefined {
  const failure: StepResult = { outcome: 'failed', message: '', ...exit, outputTail };
  return isCleanEnd || !isOwnFailure(failure) ? undefined : failure;
}

/** What it has printed since it was last known to live; all that it has where its exit is known, which is told after that. */
function lastWords(
  { up }: ServiceState,
  { exit, instance, beatAtMs }: Judgement,
  { output, lastTickAt }: Inquest,
): string {
  if (output === undefined || instance === undefined) return '';
  const seenAtMs = up === true ? lastTickAt?.wallMs : undefined;
  const aliveAtMs = exit === undefined ? Math.max(beatAtMs ?? 0, seenAtMs ?? 0) : 0;
  return output.atMs >= Math.max(instance.since.wallMs, aliveAtMs) ? output.tail.trim() : '';
}
