// Reads the command line of a plain `check`, which cron runs every minute, without loading a parser for all verbs.
// Whatever it does not understand is left to that parser, mistakes included.

import { readDuration } from './duration.ts';

/** The words of a `check`. */
export interface TickArguments {
  readonly config: string | undefined;
  readonly json: boolean;
  readonly dryRun: boolean;
  /** Between passes; absent for a single one. */
  readonly everyMs: number | undefined;
  readonly forMs: number | undefined;
}

/** What is written without a value: the name of each. */
const ALONE: Readonly<Record<string, string>> = { check: 'verb', '--json': 'json', '--dry-run': 'dryRun' };
const WITH_VALUE = /^(?:-c|--(config|every|for)(?:=(?=.)|$))(.*)$/s;

/** The words of a plain `check`; undefined when the command line is anything else, or has a mistake in it. */
export function readTickArguments(argv: readonly string[]): TickArguments | undefined {
  const written = readWords(argv);
  if (written === undefined) return undefined;
  try {
    return {
      config: written.get('config'),
      json: written.has('json'),
      dryRun: written.has('dryRun'),
      everyMs: durationIn(written.get('every')),
      forMs: durationIn(written.get('for')),
    };
  } catch {
    return undefined;
  }
}

function durationIn(text: string | undefined): number | undefined {
  return text === undefined ? undefined : readDuration(text);
}

/** By hand: only to load Node's own reader of arguments takes longer than to check a hundred services. */
function readWords(argv: readonly string[]): ReadonlyMap<string, string> | undefined {
  const written = new Map<string, string>();
  const rest = [...argv];
  while (rest.length > 0) {
    const [name, value] = takeNext(rest);
    if (name === undefined || value === undefined || written.has(name)) return undefined;
    written.set(name, value);
  }
  return written;
}

/** The name of what comes next and its value, each undefined where it is none; takes both away. */
function takeNext(rest: string[]): readonly [name?: string, value?: string] {
  const word = rest.shift() ?? '';
  if (Object.hasOwn(ALONE, word)) return [ALONE[word], word];
  const [option, name = 'config', inline] = WITH_VALUE.exec(word) ?? [];
  if (option === undefined) return [];
  const value = inline || rest.shift();
  return [name, value === '' || value?.startsWith('-') ? undefined : value];
}
