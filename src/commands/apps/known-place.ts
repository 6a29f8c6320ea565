// Where the heartbeat of a service lies, as an unchanged config said before: to read a whole config would make a beat several times as dear.

import { type Cache, stampTextAt, wasFoundCorrect } from '../../config/checked.ts';
import { fingerprintOf } from '../../config/fingerprint.ts';
import { locateConfig } from '../../config/locate.ts';
import type { Surroundings } from '../surroundings.ts';
import { type Place, readTimeout } from './place.ts';

type Asker = Pick<Surroundings, 'env' | 'cwd' | 'configPath' | 'cache'>;

/** The place of the service with this key; undefined where nobody knows, or the config may be another one by now. */
export function knownPlace(key: string, asker: Asker): Place | undefined {
  const { cache, configPath } = asker;
  if (cache === undefined) return undefined;
  const config = located(configPath, asker);
  const known = config === undefined ? undefined : cache.read(nameFor(config, key));
  if (config === undefined || known === undefined) return undefined;
  const head = `${stampTextAt(config)}\n`;
  if (!known.startsWith(head)) return undefined;
  const [timeout, ...path] = known.slice(head.length).split('\n');
  return { key, path: path.join('\n'), timeoutSeconds: readTimeout(timeout) };
}

/** Remembers a place, by the stamp of the config that named it, unless that might yet change without showing it. */
export function rememberPlace(
  { key, path, timeoutSeconds }: Place,
  config: { readonly path: string; readonly stamp?: string | undefined },
  cache: Cache | undefined,
): void {
  const { stamp } = config;
  if (cache === undefined || stamp === undefined) return;
  // Whoever may be believed to be correct has not changed just now.
  if (!wasFoundCorrect(config.path, { text: stamp, changedMs: 0 }, cache)) return;
  cache.write(nameFor(config.path, key), `${stamp}\n${timeoutSeconds}\n${path}`);
}

function nameFor(config: string, key: string): string {
  return `place-${fingerprintOf(`${config}\n${key}`)}`;
}

/** The config file; undefined where there is none, which others tell. */
function located(configPath: string | undefined, asker: Asker): string | undefined {
  try {
    return locateConfig(configPath, asker);
  } catch {
    return undefined;
  }
}
