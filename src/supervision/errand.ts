// A request to be served, and what can come of it. Knows nothing of how it is served.

import type { Service } from '../config/config.ts';
import { lapse, overNothing, replacing } from '../core/desired.ts';
import type { Moment } from '../core/moment.ts';
import type { Request } from '../core/request.ts';
import { FRESH } from '../core/restarts.ts';
import { type Desired, type ServiceState, UNSEEN } from '../core/service-state.ts';
import type { Ending } from './performance.ts';
import type { Performer } from './performer.ts';
import { stateOf } from './remember.ts';
import type { World } from './world.ts';

/** What came of a request; absent: we were told to stop, the next invocation serves it again. */
export type Answer = { readonly status: 'done' | 'failed'; readonly message: string } | undefined;

/** An answer that is final, though it may be none. */
export interface Settled {
  readonly answer: Answer;
}

/** A request to be served: about one configured service. */
export interface Errand {
  readonly request: Request;
  readonly service: Service;
  readonly world: World;
  readonly perform: Performer;
}

/** The end of a recovery, as an answer to who asked for it. */
export function answerFrom({ outcome, message }: Ending): Answer {
  if (outcome === undefined) return undefined;
  return { status: outcome === 'failed' || outcome === 'closed' ? 'failed' : 'done', message };
}

/** What is remembered of a service once the operator has spoken: patience begins anew. */
export function wanted({
  request,
  service,
  world,
}: Omit<Errand, 'perform'>): Omit<ServiceState, 'instance' | 'fingerprint' | 'answered' | 'checks'> {
  return {
    desired: desiredBy(request, desiredNow(world, service.key), world.host.now()),
    streak: UNSEEN.streak,
    restarts: FRESH,
    // What it was before is no news: the next tick tells what has become of it.
    up: undefined,
    healthySince: undefined,
  };
}

/** What is wanted of a service at this moment. */
export function desiredNow({ memory, host }: World, key: string): Desired {
  return lapse(stateOf({ memory }, key).desired, host.now(), memory.lastTickAt);
}

/** What a request makes of it; who restarts or recovers what is held has it go on being held, and wanted on after that. */
function desiredBy({ kind, by, madeAtMs, reason, forMs }: Request, before: Desired, since: Moment): Desired {
  if ((kind === 'restart' || kind === 'recover') && before.mode === 'held') return overNothing(before);
  if (kind !== 'off' && kind !== 'hold') return { mode: 'on', by, atMs: madeAtMs };
  const terms = { since, reason, forMs, remindedAt: undefined, former: undefined };
  return replacing(before, { mode: kind === 'off' ? 'off' : 'held', by, atMs: madeAtMs, terms });
}
