// A request while it is being served, and afterwards: what those see that come after it.

import type { Request } from '../core/request.ts';

/** A request that is being served, or was. */
export interface Serving {
  readonly request: Request;
  isOver: boolean;
  /** Settles then. */
  readonly over: Promise<void>;
}
