// `watchdog launchd print`: the property list by which launchd of macOS starts us. Writes and loads nothing.

import { launchdPlist } from '../../core/install/launchd-plist.ts';
import type { Surroundings } from '../surroundings.ts';
import { type JobWishes, jobOf } from './job-of.ts';

/** What can be done with it. */
export const LAUNCHD_ACTIONS = ['print'] as const;

/** The property list, and where it belongs. */
export interface LaunchdReport {
  readonly configPath: string;
  /** Below the home of its user. */
  readonly place: string;
  readonly text: string;
}

/** Writes the text. Throws ConfigError and UsageError. */
export function launchd(wishes: JobWishes, surroundings: Surroundings): LaunchdReport {
  const job = jobOf(wishes, surroundings);
  const { configPath, name } = job;
  return { configPath, place: `~/Library/LaunchAgents/${name}.plist`, text: launchdPlist(job) };
}
