// All that was seen of one service at one instant. Facts only; what they mean is judged elsewhere.

import type { HeartbeatReading } from './heartbeat.ts';
import type { Moment } from './moment.ts';
import type { Liveness } from './process.ts';
import type { Search } from './searched.ts';

/** All that was seen of one service at one instant. */
export interface Observation {
  readonly at: Moment;
  /** Inode of the pid namespace that we look from. */
  readonly pidNamespace: number;
  readonly heartbeat: HeartbeatReading;
  /** The process that the heartbeat names; absent when it names none. */
  readonly named: Liveness | undefined;
  /** The leader of the recorded instance, or what else of it was found by its cookie; absent when there is no record. */
  readonly recorded: Liveness | undefined;
  /** Who else than its owner could have written the heartbeat, where that matters; absent when nobody could. */
  readonly exposure?: string | undefined;
  /** Why else he whom the heartbeat names may be none of it, where nothing but that says so; absent when nothing speaks against him. */
  readonly doubt?: string | undefined;
  /** Who was found to be its process, where it says how that is found, and nothing else is known to live. */
  readonly searched?: Search | undefined;
}
