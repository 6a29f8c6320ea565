// What a look may use besides what its check says. It is handed to the probes; who makes it is of no concern to them.

import type { Command } from '../config/command.ts';
import type { BusyProbe, ProgressProbe, ResourcesProbe } from '../config/measured-probes.ts';
import type { Mark, Reading } from '../core/checks/reading.ts';
import type { HeartbeatReading } from '../core/heartbeat.ts';
import type { Moment } from '../core/moment.ts';
import type { Host, ScriptOutcome } from '../host/host.ts';

/** What a look may use. */
export interface Means {
  readonly host: Host;
  /** Within so many seconds it must be done. */
  readonly timeoutSeconds: number;
  /** What the last look left to be found again. */
  readonly mark: Mark | undefined;
  /** When the instance on record began. */
  readonly since: Moment | undefined;
  /** What is in the service's heartbeat now. */
  readBeat(): HeartbeatReading;
  /** Whether a number has grown as it must. */
  progressTo(value: number, probe: ProgressProbe): Reading;
  /** Whether what the service's processes use is within a limit. */
  resourcesWithin(probe: ResourcesProbe): Reading;
  /** What the service's processes do while its heartbeat is stale. */
  workOf(probe: BusyProbe): Reading;
  /** Runs a command as those of the service are run, until it ends, its time is up, or the signal says that it is over. */
  run(command: Command, signal: AbortSignal): Promise<ScriptOutcome>;
}
