// How many points of each act are reached at least in a sample: so many that a rig that misses its aim is found out, and 300 of
// all of them.

/** By the name of the act, which is that of its test file. */
export const FEWEST = {
  recover: 85,
  'kill-tree': 130,
  'switch-off': 80,
  daemonise: 85,
  'create-database': 90,
  'set-aside': 65,
  migrate: 65,
  'leave-alone': 30,
  'give-up': 85,
} as const;

/** The name of an act. */
export type ActName = keyof typeof FEWEST;
