#!/usr/bin/env node
// The first file to run: refuses what would crash, picks the bundle that the command line needs, and loads it through the
// code cache. It loads nothing else, for its time is the price of every tick.

import { join } from 'node:path';
import { preflightProblem } from '../commands/preflight.ts';
import { loadThroughCache } from './code-cache.ts';
import { EXIT } from './exit-codes.ts';
import { leave } from './leave.ts';
import { renderError } from './render-error.ts';
import { say } from './say.ts';
import { readTickArguments } from './tick-arguments.ts';

/** What every bundle exports. */
interface Bundle {
  /** The exit code; undefined where another bundle is to be asked. */
  main(argv: readonly string[]): Promise<number | undefined>;
}

/** Verbs that have a bundle of their own, for what is plain of them. */
const SMALL = ['beat', 'run'] as const;

async function launch(argv: readonly string[]): Promise<number> {
  const problem = preflightProblem(__dirname);
  if (problem !== undefined) return refuse(`watchdog: ${problem}`);
  try {
    const small = SMALL.find((name) => name === argv[0]);
    const code = small && (await load(`${small}.cjs`).main(argv));
    if (code !== undefined) return code;
    const isTick = readTickArguments(argv) !== undefined;
    const bundle = isTick ? load('tick.cjs') : load('cli.cjs', argv[0]);
    return (await bundle.main(argv)) ?? EXIT.bug;
  } catch (error) {
    return refuse(renderError(error));
  }
}

function load(file: string, verb?: string): Bundle {
  return loadThroughCache(join(__dirname, file), verb) as Bundle;
}

function refuse(words: string): number {
  say('stderr', words);
  return EXIT.bug;
}

/** Of what nobody was waiting for; whatever was under way, the next invocation goes on with, as if we had been killed. */
process.on('uncaughtException', (error) => process.exit(refuse(renderError(error))));

// Taken into account when the first thread is needed: what hangs in a few of them must not keep all others waiting.
process.env.UV_THREADPOOL_SIZE ??= '32';

void launch(process.argv.slice(2)).then(leave);
