// The verb `run`: its words, its help, and the command it calls.

import { type ConfiguredPlace, configuredPlace } from '../../commands/apps/configured-place.ts';
import { type Place, placeInEnvironment } from '../../commands/apps/place.ts';
import type { Surroundings } from '../../commands/surroundings.ts';
import { UsageError } from '../../errors.ts';
import { renderRun } from '../apps/render-run.ts';
import { readDuration } from '../duration.ts';
import { say } from '../say.ts';
import { verb } from '../verb.ts';
import { oneLine } from '../visible.ts';

const USUAL_MS = 5000;
const LONGEST_MS = 30_000;
const STILL_MS = 60_000;
/** One lost beat is nothing. */
const BEATS_A_TIMEOUT = 4;

/** The verb `run`. */
export const runVerb = verb({
  usage: ['run <key>'],
  positionals: { key: 'the service that it is' },
  takesCommand: true,
  passesSignals: true,
  describe: 'run a program that has no writer, and beat for it while it lives',
  options: {
    every: {
      type: 'string',
      describe: 'between two beats (default: a quarter of timeout_seconds, at most 30s)',
    },
    'progress-from': { type: 'string', describe: '"output": beat only while its output moves' },
    'progress-timeout': { type: 'string', describe: 'how long that may stand still (default: 60s)' },
  },
  example: ['run web -- python3 -m http.server', 'as the start command of web'],
  exits:
    'those of the program, or its signal; 126 and 127 it could not be started; 75 it was replaced, and ended',
  run: async ({ key = '', command = [], ...words }, surroundings) => {
    if (command.length === 0)
      throw usage('no program', 'one after --', '`watchdog run web -- ./server --port 80`');
    const { run } = await import('../../commands/apps/run.ts');
    const place = placeOf(key, surroundings);
    const everyMs = words.every === undefined ? usualMs(key, place, surroundings) : readDuration(words.every);
    const stillForMs = stillness(words.progressFrom, words.progressTimeout);
    const complain = (what: string) => say('stderr', `watchdog run ${key}: ${oneLine(what)}`);
    const report = await run(place, command, {
      words: { everyMs, stillForMs, complain },
      env: surroundings.env,
    });
    return renderRun(report);
  },
});

function placeOf(key: string, surroundings: Surroundings): Place | ConfiguredPlace {
  const told = surroundings.configPath === undefined ? placeInEnvironment(key, surroundings) : undefined;
  return told ?? configuredPlace(key, surroundings);
}

/** What is wrong with the config is no reason for what the watchdog has started not to run. */
function usualMs(key: string, place: Place | ConfiguredPlace, surroundings: Surroundings): number {
  try {
    const { timeoutSeconds } = 'timeoutSeconds' in place ? place : configuredPlace(key, surroundings);
    return Math.min(LONGEST_MS, (timeoutSeconds * 1000) / BEATS_A_TIMEOUT);
  } catch {
    return USUAL_MS;
  }
}

function stillness(from: string | undefined, timeout: string | undefined): number | undefined {
  if (from === 'output') return timeout === undefined ? STILL_MS : readDuration(timeout);
  if (from !== undefined)
    throw usage(`--progress-from ${JSON.stringify(from)}`, '"output"', '--progress-from output');
  if (timeout === undefined) return undefined;
  throw usage('--progress-timeout alone', 'it beside --progress-from', '--progress-from output');
}

function usage(found: string, expected: string, example: string): UsageError {
  return new UsageError(`command line: found ${found}; expected ${expected}.`, {
    hint: `Write it such as ${example}.`,
  });
}
