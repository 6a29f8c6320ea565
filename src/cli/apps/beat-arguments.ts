// Reads the words of a `beat`, for the small bundle and for the parser of all verbs alike.

import type { BeatWords } from '../../commands/apps/beat.ts';
import { UsageError } from '../../errors.ts';
import { plainArguments } from './plain-arguments.ts';

const OPTIONS = {
  config: { type: 'string', short: 'c' },
  json: { type: 'boolean' },
  progress: { type: 'string' },
  status: { type: 'string' },
  pid: { type: 'string' },
} as const;

const LONGEST_STATUS = 200;
const GREATEST_PID = 4_194_304;

/** What a `beat` was asked to say, as written. */
export interface WrittenBeat {
  readonly key?: string | undefined;
  readonly config?: string | undefined;
  readonly progress?: string | undefined;
  readonly status?: string | undefined;
  readonly pid?: string | undefined;
}

/** The words of a plain `beat`, as written; undefined when it is anything else, which the parser of all verbs then tells. */
export function readBeatArguments(argv: readonly string[]): (WrittenBeat & { json: boolean }) | undefined {
  const plain = argv[0] === 'beat' ? plainArguments(argv.slice(1), OPTIONS) : undefined;
  if (plain === undefined) return undefined;
  return { ...plain.values, key: plain.key, json: plain.values.json === true };
}

/** What the words mean. Throws UsageError. */
export function beatWords({ progress, status = 'running', pid }: WrittenBeat): BeatWords {
  if (status.length > LONGEST_STATUS)
    throw usage(`--status of ${status.length} characters`, `at most ${LONGEST_STATUS}`);
  return {
    status,
    progress: progress === undefined ? undefined : numberIn('--progress', progress, isNumber),
    pid: pid === undefined ? undefined : numberIn('--pid', pid, isPid),
  };
}

type Kind = readonly [fits: (value: number) => boolean, expected: string];

const isNumber: Kind = [Number.isFinite, 'a number'];
const isPid: Kind = [
  (value) => Number.isSafeInteger(value) && value >= 2 && value <= GREATEST_PID,
  `a whole number from 2 to ${GREATEST_PID}`,
];

function numberIn(option: string, text: string, [fits, expected]: Kind): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (fits(value)) return value;
  throw usage(`${option} ${JSON.stringify(text.slice(0, 40))}`, expected);
}

function usage(found: string, expected: string): UsageError {
  return new UsageError(`command line: found ${found}; expected ${expected}.`, {
    hint: 'See `watchdog beat --help`.',
  });
}
