// Who we are among the starts of our service: what the watchdog named us, or, where it named no order, when our process began.
// Knows nothing of heartbeats.

import { readFileSync } from 'node:fs';

/** The start that we descend from; empty where somebody started us by hand: he replaces nobody, and is replaced by nobody. */
export interface Start {
  /** Its cookie. */
  readonly instance?: string | undefined;
  /** Its place in the order of all starts: the boot, `:`, milliseconds on the monotonic clock of that boot. */
  readonly started?: string | undefined;
}

/** By the environment, for a service with this key; throws nothing. */
export function ownStart(processKey: string): Start {
  const { WATCHDOG_KEY: key, WATCHDOG_INSTANCE: instance, WATCHDOG_STARTED: started } = process.env;
  // Every descendant inherits these: under another key they name somebody else's instance.
  if ((key && key !== processKey) || !instance) return {};
  return { instance, started: started || ownProcess() };
}

function ownProcess(): string | undefined {
  try {
    const ms = Number(process.hrtime.bigint()) / 1e6 - process.uptime() * 1000;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${ms}`;
  } catch {
    // No other system tells its boot so cheaply; without that, no order is known.
    return undefined;
  }
}
