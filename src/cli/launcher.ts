#!/usr/bin/env node
// The first file to run: refuses what would crash, picks the bundle that the command line needs, and loads it through the
// code cache. It loads nothing else, for its time is the price of every tick.

import { join } from 'node:path';
import { preflightProblem } from '../commands/preflight.ts';
import { loadThroughCache } from './code-cache.ts';
import { readTickArguments } from './tick-arguments.ts';

/** What both bundles export. */
interface Bundle {
  main(argv: readonly string[]): Promise<number>;
}

const EXIT_BUG = 70;

function launch(argv: readonly string[]): void {
  const problem = preflightProblem(__dirname);
  if (problem !== undefined) {
    process.stderr.write(`watchdog: ${problem}\n`);
    process.exitCode = EXIT_BUG;
    return;
  }
  const file = readTickArguments(argv) === undefined ? 'cli.cjs' : 'tick.cjs';
  const bundle = loadThroughCache(join(__dirname, file)) as Bundle;
  void bundle.main(argv).then((code) => {
    process.exitCode = code;
  });
}

launch(process.argv.slice(2));
