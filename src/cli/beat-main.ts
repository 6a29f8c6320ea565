// The entry of the smallest bundle: a `beat` from within a service that the watchdog has started, which knows its place.

import { beat } from '../commands/apps/beat.ts';
import { placeInEnvironment } from '../commands/apps/place.ts';
import { beatWords, readBeatArguments } from './apps/beat-arguments.ts';
import { renderBeat } from './apps/render-beat.ts';
import { EXIT } from './exit-codes.ts';
import { enter } from './front-door.ts';

/** Makes a beat; the launcher sends nothing else here. */
export async function main(argv: readonly string[]): Promise<number> {
  const words = readBeatArguments(argv);
  const place = placeInEnvironment(words?.key, process);
  if (words === undefined || place === undefined) return EXIT.bug;
  return enter((surroundings) => renderBeat(beat(place, beatWords(words), surroundings)), {
    configPath: undefined,
    json: words.json,
  });
}
