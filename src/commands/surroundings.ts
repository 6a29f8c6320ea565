// What a command is told of the process that it runs in. The front door fills it in; nothing else reads the process.

import type { Cache } from '../config/checked.ts';
import type { Config } from '../config/config.ts';
import type { ConfigError } from '../errors.ts';
import type { Log } from '../log.ts';

/** What a command is told of the process that it runs in. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
  /** Login name of who asks, and from where. Asked for by few, and dear: it has the system look through its users. */
  user(): string;
  /** `-c`, when it was given. */
  readonly configPath: string | undefined;
  /** Where to keep what spares time; absent where there is no safe place. */
  readonly cache?: Cache | undefined;
  /** Opens the log that a config asks for. */
  openLog(config: Pick<Config, 'logDir' | 'logFormat' | 'logLevel' | 'retentionDays'>): Log;
  /** Goes on in spite of a mistake, which the exit code tells in the end whatever else comes of it. */
  inSpiteOf(mistake: ConfigError): void;
  /** Whether we were told to stop: finish the step at hand, begin no other. */
  isStopping(): boolean;
  /** Tells a waiting person how far things are. */
  showProgress(line: string): void;
}
