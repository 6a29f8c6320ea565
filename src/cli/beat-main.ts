// The entry of the smallest bundle: a `beat` whose place is known without reading the config.

import { beat } from '../commands/apps/beat.ts';
import { beatWords, readBeatArguments } from './apps/beat-arguments.ts';
import { nearPlace } from './apps/near-place.ts';
import { renderBeat } from './apps/render-beat.ts';
import { enter } from './front-door.ts';

/** Makes a beat; undefined, and nothing done, where that takes more than is in here. */
export async function main(argv: readonly string[]): Promise<number | undefined> {
  const words = readBeatArguments(argv);
  const place = words && nearPlace(words);
  if (words === undefined || place === undefined) return undefined;
  return enter((surroundings) => renderBeat(beat(place, beatWords(words), surroundings)), {
    configPath: words.config,
    json: words.json,
  });
}
