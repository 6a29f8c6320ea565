// What a timer of the machine is to run: the config that was named, this very program, and a PATH.

import type { UnitJob } from '../../core/install/systemd-units.ts';
import { UsageError } from '../../errors.ts';
import { ownProgram, pathForOthers } from '../../host/own-program.ts';
import { openConfig } from '../open-world.ts';
import type { Surroundings } from '../surroundings.ts';

/** What may be wished of it. */
export interface JobWishes {
  readonly name: string;
  /** How often one invocation looks again, as written. */
  readonly every?: string | undefined;
  /** PATH of all that is started. */
  readonly envPath?: string | undefined;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** The job. Throws ConfigError, and UsageError for what no such file can say. */
export function jobOf({ name, every, envPath }: JobWishes, surroundings: Surroundings): UnitJob {
  const { path: configPath, checkIntervalSeconds: intervalSeconds } = openConfig(surroundings);
  const searchPath = envPath ?? pathForOthers({ isOurs: true });
  const job = { name: unitName(name), configPath, ...ownProgram(), searchPath, every, intervalSeconds };
  const bad = [configPath, job.node, job.program, searchPath].find((text) => /\p{Cc}/u.test(text));
  if (bad === undefined) return job;
  throw new UsageError(`install: found ${JSON.stringify(bad)}; expected a path without control characters.`, {
    hint: 'Use another place.',
  });
}

/** The name, which is part of a path. Throws UsageError for one that leads elsewhere. */
export function unitName(name: string): string {
  if (NAME.test(name)) return name;
  throw new UsageError(
    `command line: found the name ${JSON.stringify(name)}; expected letters, digits, ".", "_" and "-".`,
    { hint: 'Give another one.' },
  );
}
