// Has the engine wait before it optimises code. In a single pass over many services every function is called so often that V8
// would begin to, and be done about when the pass is.

import { setFlagsFromString } from 'node:v8';

/** With fewer, it costs less than to load the part of Node that takes flags; with more, what is optimised is of use in time. */
const MANY_SERVICES = 300;
const VERY_MANY_SERVICES = 5000;
/** Of bytecode that a function has run; fifteen times V8's own, so that whoever works for seconds is optimised still. */
const BUDGET_BYTES = 1_000_000;

/** To be called before a single pass over so many services. */
export function optimizeLater(services: number): void {
  if (services >= MANY_SERVICES && services < VERY_MANY_SERVICES)
    setFlagsFromString(`--interrupt-budget=${BUDGET_BYTES}`);
}
