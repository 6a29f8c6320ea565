// The entry of the bundle of a `run` whose place is known without reading the config: it stays in memory as long as the program lives.

import { nearPlace } from './apps/near-place.ts';
import { readRunArguments } from './apps/run-arguments.ts';
import { runProgram } from './apps/run-program.ts';
import { enter } from './front-door.ts';

/** Runs a program to its end; undefined, and nothing done, where that takes more than is in here. */
export async function main(argv: readonly string[]): Promise<number | undefined> {
  const words = readRunArguments(argv);
  const place = words && nearPlace(words);
  if (words === undefined || place === undefined) return undefined;
  const { config: configPath, json } = words;
  return enter((surroundings) => runProgram(place, words, surroundings), {
    configPath,
    json,
    passesSignals: true,
  });
}
