// The config of an invocation that makes several passes: the file is the truth at each of them.

import { statSync } from 'node:fs';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { ConfigError } from '../errors.ts';
import type { Log } from '../log.ts';

/** A config that can be brought up to date. */
export interface FreshConfig {
  current(): Config;
  /** Reads the file again when it has changed. A mistake in it is told once, and the last good config stays. */
  refresh(): void;
}

/** Keeps a config up to date with its file. Where the record and the lock lie stays as it was: they are in use. */
export function keepFresh(first: Config, log: Log): FreshConfig {
  let config = first;
  let seen = stampOf(first.path);
  return {
    current: () => config,
    refresh: () => {
      const stamp = stampOf(config.path);
      if (stamp === seen) return;
      seen = stamp;
      try {
        const { dbPath, lockPath } = config;
        config = { ...loadConfig(config.path), dbPath, lockPath };
        log({ level: 'INFO', message: `config: ${config.path} has changed and was read again` });
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        log({ level: 'ERROR', message: `${error.message}\nThe last good config stays in force.` });
      }
    },
  };
}

/** Changes whenever the file does; empty when there is none. */
function stampOf(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`;
}
