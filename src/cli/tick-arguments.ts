// Reads the command line of a plain `check`, which cron runs every minute, without loading a parser for all verbs.
// Whatever it does not understand is left to that parser, mistakes included.

import { parseArgs } from 'node:util';
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

const OPTIONS = {
  config: { type: 'string', short: 'c' },
  json: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  every: { type: 'string' },
  for: { type: 'string' },
} as const;

/** The words of a plain `check`; undefined when the command line is anything else, or has a mistake in it. */
export function readTickArguments(argv: readonly string[]): TickArguments | undefined {
  try {
    const { values, positionals, tokens } = parseArgs({
      args: [...argv],
      options: OPTIONS,
      allowPositionals: true,
      tokens: true,
    });
    if (positionals.length > 1 || (positionals[0] ?? 'check') !== 'check') return undefined;
    const names = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
    if (new Set(names).size < names.length || values.config === '') return undefined;
    return {
      config: values.config,
      json: values.json ?? false,
      dryRun: values['dry-run'] ?? false,
      everyMs: values.every === undefined ? undefined : readDuration(values.every),
      forMs: values.for === undefined ? undefined : readDuration(values.for),
    };
  } catch {
    return undefined;
  }
}
