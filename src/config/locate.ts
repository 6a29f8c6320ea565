/** Knows where a config file is looked for when the command line names none. It does not read it. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError } from '../errors.ts';
import { HOW_TO_MAKE_ONE } from './read-file.ts';

/** What decides where to look, of the process that asks. */
export interface Asker {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
}

const FOLDER = 'watchdog-supervisor';

/** The absolute path of the config file: the one named, else `$WATCHDOG_CONFIG`, else the first usual place that has one. */
export function locateConfig(named: string | undefined, asker: Asker): string {
  const chosen = named ?? (asker.env.WATCHDOG_CONFIG || undefined);
  if (chosen !== undefined) return resolve(asker.cwd, chosen);
  const places = usualPlaces(asker);
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new ConfigError(
    `config: found none at ${places.join(', ')}; expected a config file at one of them.`,
    {
      hint: HOW_TO_MAKE_ONE,
    },
  );
}

function usualPlaces({ env, cwd }: Asker): string[] {
  // Under cron HOME may be missing, and XDG asks to ignore a relative folder.
  const home = env.HOME ? join(env.HOME, '.config') : undefined;
  const user = env.XDG_CONFIG_HOME?.startsWith('/') ? env.XDG_CONFIG_HOME : home;
  const folders = [user, '/etc'].filter((folder) => folder !== undefined);
  return [join(cwd, 'config.json'), ...folders.map((folder) => join(folder, FOLDER, 'config.json'))];
}
