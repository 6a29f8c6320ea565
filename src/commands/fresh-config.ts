// The config of an invocation that makes several passes: the file is the truth at each of them.

import { stampTextAt } from '../config/checked.ts';
import type { Config } from '../config/config.ts';
import { ConfigError } from '../errors.ts';
import type { Log } from '../log.ts';
import { loadBelievable } from './believable-config.ts';
import type { Surroundings } from './surroundings.ts';

/** A config that can be brought up to date. */
export interface FreshConfig {
  current(): Config;
  /** Reads the file again when it has changed. A mistake in it is told once, and the last good config stays. */
  refresh(): void;
  /** The log that the current config asks for. */
  readonly log: Log;
}

/** A mistake in words, and what is done in spite of it. */
export function tellLastStays({ message }: ConfigError): string {
  return `${message}\nThe last good config stays in force.`;
}

/** Keeps a config up to date with its file. Where the record and the lock lie stays as it was: they are in use. */
export function keepFresh(first: Config, { openLog }: Pick<Surroundings, 'openLog'>): FreshConfig {
  const { path, dbPath, lockPath } = first;
  let config = first;
  let log = openLog(first);
  // Of what was read and not of what is there now: we may have waited for the lease in between.
  let seen = first.stamp;
  const readAgain = (): void => {
    config = { ...loadBelievable(path), dbPath, lockPath };
    log = openLog(config);
    log({ level: 'INFO', message: `config: ${path} has changed and was read again` });
  };
  return {
    current: () => config,
    log: (line) => log(line),
    refresh: () => {
      const stamp = stampTextAt(path);
      if (stamp === seen) return;
      seen = stamp;
      try {
        readAgain();
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        log({ level: 'ERROR', message: tellLastStays(error) });
      }
    },
  };
}
