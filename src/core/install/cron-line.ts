// Writes the line by which cron starts us: all that it needs is said in it, for nothing else of the crontab is to be touched.
// Knows no crontab.

import { markOf } from './crontab.ts';
import { shellWord } from './shell-word.ts';

/** What cron is to run, and how often; every path is absolute. */
export interface CronJob {
  readonly configPath: string;
  /** The program that Node runs, and Node itself. */
  readonly program: string;
  readonly node: string;
  /** The `timeout` of this machine, where it has one. */
  readonly timeout: string | undefined;
  /** PATH for us and what we start. */
  readonly searchPath: string;
  /** As written on the command line: how often one invocation looks again. */
  readonly every: string | undefined;
  readonly intervalSeconds: number;
}

// What lasts longer has hung: it is told to end after the step at hand, which loses nothing, and killed if it does not.
const LIMIT_SECONDS = 3600;
const LAST_STEP_SECONDS = 300;
/** Vixie cron cuts off, or refuses, what is longer. */
const LONGEST_BYTES = 990;
const FORBIDDEN = /[%\p{Cc}]/u;

/** The line, without its end. */
export function cronLine(job: CronJob): string {
  const { node, program, configPath, timeout, searchPath, every } = job;
  const limited = timeout === undefined ? [] : [timeout, '-k', `${LAST_STEP_SECONDS}`, `${LIMIT_SECONDS}`];
  const repeated = every === undefined ? [] : ['--every', every];
  const words = [...limited, node, program, '-c', configPath, 'check', ...repeated].map(shellWord);
  const surroundings = `/usr/bin/env PATH=${shellWord(searchPath)} SHELL=/bin/sh`;
  return [scheduleOf(job.intervalSeconds), surroundings, ...words, markOf(configPath)].join(' ');
}

/** What cron would not run as it is meant. */
export interface CronFault {
  readonly found: string;
  readonly expected: string;
  readonly hint: string;
}

/** What is wrong with a job, whose line has so many bytes; undefined where cron will run it. */
export function cronFault(
  { configPath, program, node, searchPath }: CronJob,
  bytes: number,
): CronFault | undefined {
  const bad = [configPath, program, node, searchPath].find((text) => FORBIDDEN.test(text));
  if (bad !== undefined) {
    const expected = 'paths without `%`, which cron takes for the end of a line, and control characters';
    return { found: JSON.stringify(bad), expected, hint: 'Use another place.' };
  }
  if (bytes <= LONGEST_BYTES) return undefined;
  const expected = `at most ${LONGEST_BYTES}, for some crons cut off the rest`;
  return { found: `a line of ${bytes} bytes`, expected, hint: 'Give a shorter PATH with --env-path.' };
}

/** Five fields; the longest even step that is no longer than the interval. */
export function scheduleOf(intervalSeconds: number): string {
  const minutes = Math.floor(intervalSeconds / 60);
  if (minutes < 2) return '* * * * *';
  if (minutes < 60) return `*/${divisorUpTo(minutes, 60)} * * * *`;
  const hours = divisorUpTo(Math.floor(minutes / 60), 24);
  return hours === 24 ? '0 0 * * *' : `0 */${hours} * * *`;
}

/** The greatest divisor of `whole` that is not greater than `most`. */
function divisorUpTo(most: number, whole: number): number {
  let divisor = Math.min(most, whole);
  while (whole % divisor !== 0) divisor -= 1;
  return divisor;
}
