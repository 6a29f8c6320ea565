// The entry of the smallest bundle: a `beat` whose place is known without reading the config.

import { beat } from '../commands/apps/beat.ts';
import { knownPlace } from '../commands/apps/known-place.ts';
import { type Place, placeInEnvironment } from '../commands/apps/place.ts';
import { beatWords, readBeatArguments, type WrittenBeat } from './apps/beat-arguments.ts';
import { renderBeat } from './apps/render-beat.ts';
import { enter } from './front-door.ts';
import { openCache } from './own-cache.ts';

/** Makes a beat; undefined, and nothing done, where that takes more than is in here. */
export async function main(argv: readonly string[]): Promise<number | undefined> {
  const words = readBeatArguments(argv);
  const place = words && placeOf(words);
  if (words === undefined || place === undefined) return undefined;
  return enter((surroundings) => renderBeat(beat(place, beatWords(words), surroundings)), {
    configPath: words.config,
    json: words.json,
  });
}

function placeOf({ key, config: configPath }: WrittenBeat): Place | undefined {
  const { env } = process;
  const told = configPath === undefined ? placeInEnvironment(key, process) : undefined;
  const wanted = key ?? env.WATCHDOG_KEY;
  if (told !== undefined || !wanted) return told;
  const cache = openCache(env, process.geteuid?.() ?? -1);
  return knownPlace(wanted, { env, cwd: process.cwd(), configPath, cache });
}
