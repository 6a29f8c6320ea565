/** A check of the machine as every other room sees it: resolved, absolute. It never is about one service. */

/** What of the host must be well for anything to be ended there. */
export type HostCheck =
  /** Free is what a user who is not root may still fill. */
  | {
      readonly kind: 'disk';
      readonly path: string;
      readonly minFreeMb: number | undefined;
      readonly minFreePercent: number | undefined;
    }
  /** Of the last minute, divided by the number of processors. */
  | { readonly kind: 'load'; readonly maxPerCore: number }
  /** The share of the last ten seconds in which some process waited for memory. */
  | { readonly kind: 'memory_pressure'; readonly maxPercent: number };
