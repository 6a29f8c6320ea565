// What an invocation works with: the config, the machine, the record, and what it holds in memory between passes.

import type { Config, Service } from '../config/config.ts';
import type { BrakeState, Incident } from '../core/brake-state.ts';
import type { Moment } from '../core/moment.ts';
import type { Request } from '../core/request.ts';
import type { ServiceState } from '../core/service-state.ts';
import type { Host } from '../host/host.ts';
import type { Log } from '../log.ts';
import type { RequestBox, Store } from '../store/store.ts';
import type { Lookout } from './lookout.ts';
import type { Pace } from './pace.ts';
import type { Performance } from './performance.ts';
import type { Serving } from './serving.ts';

/** What an invocation works with. */
export interface World {
  /** As of the last pass or request: the file is the truth, and may be edited while we work. */
  readonly config: Config;
  readonly host: Host;
  readonly store: Store;
  readonly requests: RequestBox;
  readonly log: Log;
  readonly memory: Memory;
  readonly lookout: Lookout;
  /** Reads the config again when its file has changed; what is wrong with it is told, and the last good one stays. */
  refreshConfig(): void;
  /** Says that we shall be heard of again within so many milliseconds; whoever finds us silent beyond that may end us. */
  dueWithin(ms: number): void;
  /** Tells people what has happened, beside all else; undefined where there is nothing to tell. Absent where nobody is told. */
  readonly tell?: ((world: World) => Promise<void> | undefined) | undefined;
  /** False once we were told to stop: the step at hand is finished, no other is begun. */
  mayAct(): boolean;
  /** False once somebody else may be at work, too: whoever removed the guard has let them in. */
  holdsLease(): boolean;
}

/** What the holder of the lease remembers between passes; it alone writes the record, so this is as good as the record. */
export interface Memory {
  readonly states: Map<string, ServiceState>;
  brakes: BrakeState;
  lastTickAt: Moment | undefined;
  /** Recoveries being performed by this invocation, by service. */
  readonly performances: Map<string, Performance>;
  /** The last request about each service that this invocation has begun to serve. */
  readonly serving: Map<string, Serving>;
  /** The last word of an operator about what is wanted of each service that this invocation has heard. */
  readonly words: Map<string, Request>;
  /** When the next start may be. */
  readonly pace: Pace;
  /** What was seen of a mass failure between two passes, and when. */
  glance?: { readonly at: Moment; readonly incident: Incident | undefined };
}

/** Memory as the record has it. */
export function recall(store: Store): Memory {
  return {
    states: store.loadStates(),
    brakes: store.loadBrakes(),
    lastTickAt: store.lastTickAt(),
    performances: new Map(),
    serving: new Map(),
    words: new Map(),
    pace: { next: new Map(), waiting: 0 },
  };
}

/** The services that are checked. */
export function checkedServices(config: Config): readonly Service[] {
  return config.services.filter((service) => service.enabled);
}
