/** What may be edited in a config file for its writer. It does not know how. */

/** The option that takes actions out of recoveries. */
export const SWITCHED_OFF = 'disabled_actions';

/** One edit; `entry` is a key of `processes`, so that it concerns every instance of it. */
export type Edit =
  /** Whether it is checked and recovered at all. */
  | { readonly kind: 'enabled'; readonly entry: string; readonly isOn: boolean }
  /** Whether its recoveries take that action. */
  | { readonly kind: 'action'; readonly entry: string; readonly action: string; readonly isOn: boolean };
