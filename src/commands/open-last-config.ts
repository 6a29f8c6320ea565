// The config for verbs that only go on with what is known: while there is a mistake in the file, the last one that was
// correct. A typo on a Friday evening must not leave everything unwatched until Monday.

import { type Cache, stampTextAt } from '../config/checked.ts';
import type { Config } from '../config/config.ts';
import { locateConfig } from '../config/locate.ts';
import { ConfigError } from '../errors.ts';
import { lastBelievable, loadBelievable } from './believable-config.ts';
import { tellLastStays } from './fresh-config.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * As `openConfig`, but throws only where no former config is known. The mistake is told, and is what the exit code says; who
 * acts has it in the log, too.
 */
export function openLastConfig(surroundings: Surroundings, { isActing }: { isActing: boolean }): Config {
  // Only who acts by a config remembers it as the one in force.
  const cache = isActing ? surroundings.cache : readOnly(surroundings.cache);
  const path = locateConfig(surroundings.configPath, surroundings);
  const first = load(path, cache);
  if (!(first instanceof ConfigError)) return first;
  const stamp = stampTextAt(path);
  // Somebody may be writing it just now: of what is read below, that was the stamp, or an older one.
  const found = load(path, cache);
  if (!(found instanceof ConfigError)) return found;
  const last = cache && lastBelievable(path, cache);
  if (last === undefined) throw found;
  surroundings.inSpiteOf(found);
  if (isActing) surroundings.openLog(last)({ level: 'ERROR', message: tellLastStays(found), isAnswer: true });
  return { ...last, stamp };
}

/** A cache in which nothing is kept. */
function readOnly(cache: Cache | undefined): Cache | undefined {
  return cache && { ...cache, write: () => {} };
}

function load(path: string, cache: Cache | undefined): Config | ConfigError {
  try {
    return loadBelievable(path, cache);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}
