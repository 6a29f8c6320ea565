// Reads the words of a `run`, for its own bundle and for the parser of all verbs alike, and refuses those by which no beat could be
// in time.

import { UsageError } from '../../errors.ts';
import { readDuration } from '../duration.ts';
import { plainArguments } from './plain-arguments.ts';

const OPTIONS = {
  config: { type: 'string', short: 'c' },
  json: { type: 'boolean' },
  every: { type: 'string' },
  'progress-from': { type: 'string' },
  'progress-timeout': { type: 'string' },
} as const;

const USUAL_MS = 5000;
const USUALLY_AT_MOST_MS = 30_000;
const SHORTEST_MS = 10;
/** Beyond 31 bits a timer of Node's fires at once. */
const LONGEST_MS = 2 ** 31 - 1;
const STILL_MS = 60_000;
/** One lost beat is nothing. */
const BEATS_A_TIMEOUT = 4;
/** Of fewer than that, one that comes late is one that is missed. */
const LEAST_BEATS_A_TIMEOUT = 2;

/** What a `run` was asked to do, as written. */
export interface WrittenRun {
  readonly every?: string | undefined;
  readonly progressFrom?: string | undefined;
  readonly progressTimeout?: string | undefined;
}

interface PlainRun extends WrittenRun {
  readonly key: string;
  readonly config: string | undefined;
  readonly json: boolean;
  readonly command: readonly string[];
}

/** The words of a plain `run`, as written; undefined when it is anything else, which the parser of all verbs then tells. */
export function readRunArguments(argv: readonly string[]): PlainRun | undefined {
  const end = argv.indexOf('--');
  if (argv[0] !== 'run' || end === -1) return undefined;
  const { key, values } = plainArguments(argv.slice(1, end), OPTIONS) ?? {};
  if (!key || values === undefined) return undefined;
  const textOf = (name: string) => values[name] as string | undefined;
  return {
    key,
    config: textOf('config'),
    json: values.json === true,
    every: textOf('every'),
    progressFrom: textOf('progress-from'),
    progressTimeout: textOf('progress-timeout'),
    command: argv.slice(end + 1),
  };
}

/** What the words mean. */
interface RunPace {
  readonly everyMs: number;
  readonly stillForMs: number | undefined;
  /** What may well go wrong with it. */
  readonly warning: string | undefined;
}

/** What the words mean, for a service whose beats are too old after that many seconds. Throws UsageError. */
export function runPace(
  { every, progressFrom, progressTimeout }: WrittenRun,
  timeoutSeconds: number | undefined,
): RunPace {
  const stillForMs = stillness(progressFrom, progressTimeout);
  if (every === undefined) return { everyMs: usualMs(timeoutSeconds), stillForMs, warning: undefined };
  const everyMs = readDuration(every);
  const found = `--every ${JSON.stringify(every)}`;
  if (everyMs < SHORTEST_MS || everyMs > LONGEST_MS)
    throw usage(found, 'between 10ms and 24 days', '--every 10s');
  const timeoutMs = (timeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000;
  if (everyMs > timeoutMs)
    throw usage(found, `less than timeout_seconds, which is ${timeoutSeconds}`, usualEvery(timeoutSeconds));
  const isLate = everyMs * LEAST_BEATS_A_TIMEOUT > timeoutMs;
  const warning = isLate
    ? `found ${found}, and timeout_seconds is ${timeoutSeconds}; expected at most half of it, or one late beat is taken for a hang. Write it such as ${usualEvery(timeoutSeconds)}.`
    : undefined;
  return { everyMs, stillForMs, warning };
}

function usualMs(timeoutSeconds: number | undefined): number {
  if (timeoutSeconds === undefined) return USUAL_MS;
  return Math.min(USUALLY_AT_MOST_MS, Math.max(SHORTEST_MS, (timeoutSeconds * 1000) / BEATS_A_TIMEOUT));
}

function usualEvery(timeoutSeconds: number | undefined): string {
  const ms = Math.round(usualMs(timeoutSeconds));
  return ms % 1000 === 0 ? `--every ${ms / 1000}s` : `--every ${ms}ms`;
}

function stillness(from: string | undefined, timeout: string | undefined): number | undefined {
  if (from === 'output') return timeout === undefined ? STILL_MS : readDuration(timeout);
  if (from !== undefined)
    throw usage(`--progress-from ${JSON.stringify(from)}`, '"output"', '--progress-from output');
  if (timeout === undefined) return undefined;
  throw usage('--progress-timeout alone', 'it beside --progress-from', '--progress-from output');
}

/** A mistake in the words of a `run`. */
export function usage(found: string, expected: string, example: string): UsageError {
  return new UsageError(`command line: found ${found}; expected ${expected}.`, {
    hint: `Write it such as ${example}.`,
  });
}
