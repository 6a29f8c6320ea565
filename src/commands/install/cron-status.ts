// What a crontab says of us, for one config. Changes nothing.

import { findOthers, findOurs, markOf } from '../../core/install/crontab.ts';
import { shellWords } from '../../core/install/shell-word.ts';
import { asBytes, fromBytes, readCrontab } from '../../host/crontab.ts';
import { isThere } from '../../host/own-program.ts';

/** Whose crontab, and for which config. */
export interface CronPlace {
  /** Absolute. */
  readonly configPath: string;
  /** Absent for our own. */
  readonly user: string | undefined;
}

/** How a crontab is now. */
export interface CronStatus extends CronPlace {
  /** Our line for this config; absent where there is none. */
  readonly line: string | undefined;
  readonly isEnabled: boolean;
  /** The programs in our line that are no longer there. */
  readonly missing: readonly string[];
  /** Lines that are not ours, and name the same config. */
  readonly others: readonly string[];
  /** Why the crontab cannot be read, or is not as was asked. */
  readonly problem: string | undefined;
}

/** Reads what cron has been told to do for that config. */
export function cronStatus(place: CronPlace): CronStatus {
  const { configPath, user } = place;
  const read = readCrontab(user);
  if ('why' in read)
    return { ...place, line: undefined, isEnabled: false, missing: [], others: [], problem: read.why };
  const names = { mark: asBytes(markOf(configPath)), configPath: asBytes(configPath) };
  const ours = findOurs(read.text, names.mark);
  const line = ours && fromBytes(ours.text);
  return {
    ...place,
    line,
    isEnabled: ours?.isEnabled ?? false,
    missing: line === undefined ? [] : missingIn(line),
    others: findOthers(read.text, names).map(fromBytes),
    problem: undefined,
  };
}

function missingIn(line: string): readonly string[] {
  const words = shellWords(line.slice(0, line.indexOf(' check')));
  return words.filter((word) => word.startsWith('/') && !isThere(word));
}
