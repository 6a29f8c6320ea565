/** The signals that may be written in a config. */

/** Those that a program can answer. */
export const GENTLE_SIGNALS = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGABRT',
  'SIGUSR1',
  'SIGUSR2',
  'SIGTERM',
  'SIGCONT',
  'SIGWINCH',
] as const;

/** Those of a ladder: the same, and the one that none survives. */
export const RUNG_SIGNALS = [...GENTLE_SIGNALS, 'SIGKILL'] as const;
