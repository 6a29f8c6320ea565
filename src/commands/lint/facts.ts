// What the machine and the past tell for the findings about a config: how often we look, what PATH cron has for us, where programs
// are. What cannot be looked at is not known, and nothing is found for it.

import type { Config } from '../../config/config.ts';
import type { LintFacts } from '../../config/lint/lint.ts';
import { markOf, searchPathIn } from '../../core/install/crontab.ts';
import { asBytes, fromBytes, readCrontab } from '../../host/crontab.ts';
import { ownPath } from '../../host/own-path.ts';
import { locate } from '../../host/spawn-fault.ts';
import { readerOf } from '../reader-of.ts';
import type { Surroundings } from '../surroundings.ts';
import { beatPaces } from './beat-pace.ts';

/** The facts about the config, as they are now. */
export function factsFor(config: Config, { env }: Pick<Surroundings, 'env'>): LintFacts {
  const reader = readerOf(config);
  try {
    return {
      tickSeconds: reader?.usualTickSeconds(),
      // What cannot be read whole has no reader.
      beatSeconds: reader === undefined ? new Map() : beatPaces(config),
      cronPath: cronPathFor(config.path),
      ownPath: ownPath({ PATH: env.PATH }),
      programIn: (name, path) => locate(name, { cwd: '/', path }),
    };
  } finally {
    reader?.close();
  }
}

function cronPathFor(configPath: string): string | undefined {
  const read = readCrontab(undefined);
  if ('why' in read) return undefined;
  const names = { mark: asBytes(markOf(configPath)), configPath: asBytes(configPath) };
  const found = searchPathIn(read.text, names);
  return found && fromBytes(found);
}
