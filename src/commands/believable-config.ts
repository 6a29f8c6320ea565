// Loads a config, and as root only one that nobody else could have written, and whose record and logs lie where nobody else
// can write: root runs what it says, and ends what is on record. Does not look at what it has run; whoever runs that does.

import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Cache } from '../config/checked.ts';
import type { Config } from '../config/config.ts';
import { loadConfig, loadLastCorrect } from '../config/load.ts';
import { ConfigError } from '../errors.ts';
import { exposureOf, isRoot } from '../host/exposure.ts';
import { realDatabasePath } from '../store/paths.ts';

const ROOT = [0];

/** The config in the file at an absolute path. Throws ConfigError, also when it is not to be believed. */
export function loadBelievable(path: string, cache?: Cache): Config {
  return believed(path, () => loadConfig(path, cache));
}

/** What that file meant when it was last correct; undefined where that is not known or not to be believed, or the file is gone. */
export function lastBelievable(path: string, cache: Cache): Config | undefined {
  try {
    return existsSync(path) ? believed(path, () => loadLastCorrect(path, cache)) : undefined;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

function believed<Found extends Config | undefined>(path: string, load: () => Found): Found {
  if (!isRoot()) return load();
  refuseExposed(path, path, 'nobody but root to be able to change what root runs');
  const config = load();
  if (config !== undefined) refuseExposedPlaces(config);
  return config;
}

function refuseExposedPlaces({ path, dbPath, logDir }: Config): void {
  const beside = 'nobody but root to keep files beside the record';
  refuseExposed(dirname(dbPath), `${path}: db_path`, beside);
  // Where a link leads, its guard and its log will lie.
  refuseExposed(dirname(realDatabasePath(dbPath)), `${path}: db_path`, beside);
  refuseExposed(dbPath, `${path}: db_path`, 'nobody but root to be able to change the record');
  refuseExposed(logDir, `${path}: log_dir`, 'nobody but root to keep files where root writes');
}

function refuseExposed(path: string, where: string, expected: string): void {
  const exposure = exposureOf(path, ROOT);
  if (exposure === undefined) return;
  throw new ConfigError(`${where}: found that ${exposure}; expected ${expected}.`, {
    hint: 'Do `chown root` and `chmod go-w` on it, use another place, or run watchdog as another user.',
  });
}
