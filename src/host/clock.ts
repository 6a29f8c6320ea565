// Reads every clock of the machine at once, and says when the machine booted by today's wall clock.
// Does not judge them: whether a clock stepped or the machine slept is decided elsewhere.

import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { uptime } from 'node:os';

import type { Moment } from '../core/moment.ts';
import { readProcFile } from './proc-file.ts';

/** The clocks of this machine. */
export interface Clock {
  /** All clocks, read at once. */
  now(): Moment;
  /** The wall clock time of the boot, milliseconds since 1970; at most a second old. */
  bootedAtMs(): number;
}

const BOOT_TIME_GOOD_FOR_MS = 1000;

/** Opens the clocks; throws where the machine does not say which boot this is, since no pid means anything then. */
export function createClock(): Clock {
  const bootId = readBootId();
  let bootedAt = { wallMs: 0, readAtMs: Number.NEGATIVE_INFINITY };
  return {
    now: () => ({ wallMs: Date.now(), bootMs: sinceBootMs(), monotonicMs: monotonicMs(), bootId }),
    bootedAtMs: () => {
      // Asking costs as much as looking at a process does, so thousands of looks share one answer.
      const nowMs = monotonicMs();
      if (nowMs - bootedAt.readAtMs > BOOT_TIME_GOOD_FOR_MS) {
        bootedAt = { wallMs: Date.now() - sinceBootMs(), readAtMs: nowMs };
      }
      return bootedAt.wallMs;
    },
  };
}

/** Milliseconds on the monotonic clock. */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

/** Inode of our pid namespace; 0 where there is no such thing. */
export function readPidNamespace(): number {
  try {
    return Number(/\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? 0);
  } catch {
    return 0;
  }
}

/** Node has no CLOCK_BOOTTIME, but /proc/uptime counts the same in steps of 10 ms; `uptime` reads that too, once it is loaded. */
function sinceBootMs(): number {
  const text = readProcFile('/proc/uptime');
  return Math.round((typeof text === 'string' ? Number.parseFloat(text) : uptime()) * 1000);
}

function readBootId(): string {
  if (process.platform === 'linux') return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  return execFileSync('sysctl', ['-n', 'kern.bootsessionuuid'], { encoding: 'latin1' }).trim();
}
