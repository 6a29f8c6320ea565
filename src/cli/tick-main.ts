// The entry of the small bundle: a plain `check`, as cron runs it.

import { check } from '../commands/check.ts';
import { EXIT, exitOfCheck } from './exit-codes.ts';
import { enter } from './front-door.ts';
import { isTerminal } from './is-terminal.ts';
import { renderCheck } from './render-check.ts';
import { readTickArguments } from './tick-arguments.ts';

/** Runs a plain `check`; the launcher sends nothing else here. */
export async function main(argv: readonly string[]): Promise<number> {
  const words = readTickArguments(argv);
  if (words === undefined) return EXIT.bug;
  const { config: configPath, json, ...options } = words;
  const isWatched = isTerminal();
  return enter(
    async (surroundings) =>
      renderCheck(await check({ ...options, exitOf: exitOfCheck }, surroundings), isWatched),
    {
      configPath,
      json,
    },
  );
}
