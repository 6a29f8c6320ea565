// The config to compare an edit with: the one in a file that somebody names, or the last by which we have worked.

import { resolve } from 'node:path';
import { lastCorrectText } from '../../config/checked.ts';
import type { Config } from '../../config/config.ts';
import { interpretConfig } from '../../config/load.ts';
import { readConfigText } from '../../config/read-file.ts';
import { UsageError } from '../../errors.ts';
import type { Surroundings } from '../surroundings.ts';

/** A config and its text. */
export interface Written {
  readonly text: string;
  readonly config: Config;
}

/** A former config, and where it is from. */
export interface Former extends Written {
  readonly name: string;
}

/** What the file at `path` said before, or what another file says in its place. Throws UsageError where nobody knows. */
export function formerConfig(path: string, from: string | undefined, surroundings: Surroundings): Former {
  if (from !== undefined) {
    const other = resolve(surroundings.cwd, from);
    return { ...writtenAs(readConfigText(other, 'the former config').text, path), name: other };
  }
  const text = surroundings.cache && lastCorrectText(path, surroundings.cache);
  if (text !== undefined) return { ...writtenAs(text, path), name: 'the config of the last check' };
  throw new UsageError(`${path}: found no config of a former check to compare with; expected one.`, {
    hint: 'Name the former file with --from, or let one `watchdog check` run.',
  });
}

/** What a text means where it stands in the file at `path`. */
function writtenAs(text: string, path: string): Written {
  return { text, config: interpretConfig(text, path) };
}
