// What the verbs that switch services on or off have in common.

/** The option to return only when the service is well. */
export const WAIT = {
  wait: { type: 'boolean', describe: 'wait until it is healthy, or its start grace is over' },
} as const;

/** The exit codes with which they can end. */
export const SWITCH_EXITS = '0 done, 1 failed, 75 the holder of the lease did not serve it in time';
