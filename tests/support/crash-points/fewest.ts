// How many points of each act are reached at least in a sample: so many that a rig that misses its aim is found out, and 300 of
// all of them.

/** By the name of the act, which is that of its test file. */
export const FEWEST = {
  recover: 42,
  'kill-tree': 65,
  'switch-off': 40,
  daemonise: 42,
  'create-database': 45,
  'set-aside': 32,
  migrate: 32,
  'leave-alone': 15,
  'give-up': 42,
} as const;

/** The name of an act. */
export type ActName = keyof typeof FEWEST;
