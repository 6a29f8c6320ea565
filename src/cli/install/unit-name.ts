// How what starts us is called where nothing else is said. Debian's `watchdog` is another program.

/** The name of our units and labels. */
export const UNIT_NAME = 'watchdog-supervisor';
