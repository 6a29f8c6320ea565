// The signals by which a service is told something or ended, as every room that may not read the config knows them.

import type * as config from '../config/step.ts';

/** A signal that may be sent to a service. */
export type Signal = config.Signal;

/** A signal, and how many seconds are waited after it. */
export type Rung = config.Rung;
