// What an examination tells. Knows none of them.

import type { Config } from '../../config/config.ts';
import type { Host } from '../../host/host.ts';
import type { Unit } from '../../host/units.ts';
import type { CronStatus } from '../install/cron-status.ts';
import type { Surroundings } from '../surroundings.ts';

/** How bad it is: `fault` keeps us from our work, `warning` may do so some day. */
export type Severity = 'sound' | 'warning' | 'fault';

/** One thing that was looked at. */
export interface Symptom {
  /** Stable: programs may tell it by this. */
  readonly code: string;
  readonly severity: Severity;
  /** What was found, and where it is not as it should be, what was expected. */
  readonly found: string;
  /** What to do; absent where nothing is to be done. */
  readonly cure: string | undefined;
}

/** What is examined. */
export interface Patient {
  readonly config: Config;
  readonly surroundings: Pick<Surroundings, 'env'>;
  readonly host: Host;
  /** What our own crontab says of the config. */
  readonly cron: CronStatus;
  /** What of systemd has to do with us: asked for already, and never refused. */
  readonly units: Promise<readonly Unit[]>;
}

/** Looks at one part; what goes wrong with that is for the caller. */
export type Examination = (patient: Patient) => readonly Symptom[] | Promise<readonly Symptom[]>;

/** All is well with it. */
export function sound(code: string, found: string): Symptom {
  return { code, severity: 'sound', found, cure: undefined };
}

/** What may go wrong some day. */
export function warning(code: string, found: string, cure: string): Symptom {
  return { code, severity: 'warning', found, cure };
}

/** What keeps us from our work. */
export function fault(code: string, found: string, cure: string): Symptom {
  return { code, severity: 'fault', found, cure };
}
