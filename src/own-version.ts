// Which version of the program this is.

declare const WATCHDOG_VERSION: string; // put in by the build

/** As in package.json; the sources as they are have none. */
export const OWN_VERSION = typeof WATCHDOG_VERSION === 'string' ? WATCHDOG_VERSION : 'unbuilt';
