// What can be completed of the command line, out of the table of verbs; a shell's script is made of that. Knows no shell.

import type { Verb } from '../verb.ts';

/** One verb, as far as its words can be completed. */
export interface Completable {
  /** Its name first, then what people try. */
  readonly names: readonly string[];
  readonly describe: string;
  readonly options: readonly CompletableOption[];
  /** What its first word is. */
  readonly takes: 'key' | 'file' | 'nothing' | readonly string[];
}

/** One option, of a verb or of all. */
export interface CompletableOption {
  /** Without dashes. */
  readonly name: string;
  readonly short: string | undefined;
  readonly describe: string;
  readonly hasValue: boolean;
}

/** Those of every verb. */
export const OF_ALL: readonly CompletableOption[] = [
  { name: 'config', short: 'c', describe: 'the config file', hasValue: true },
  { name: 'json', short: undefined, describe: 'print the result for programs', hasValue: false },
  { name: 'help', short: 'h', describe: 'how it is used', hasValue: false },
];

/** All that can be completed of these verbs. */
export function completables(verbs: readonly Verb[]): readonly Completable[] {
  return verbs.map(({ usage, describe, options, positionals }) => ({
    names: usage.map((name) => name.split(' ', 1)[0] ?? name),
    describe,
    options: Object.entries(options).map(([name, option]) => ({
      name,
      short: option.short,
      describe: option.describe,
      hasValue: option.type === 'string',
    })),
    takes: takesOf(Object.entries(positionals ?? {})[0]),
  }));
}

/** A word of which the help says that it is one of some has these to choose from. */
function takesOf(first: [string, string] | undefined): Completable['takes'] {
  if (first === undefined) return 'nothing';
  const [name, describe] = first;
  const choices = /^one of ([\w, -]+)$/.exec(describe)?.[1];
  if (choices !== undefined) return choices.split(', ');
  return name === 'key' || name === 'file' ? name : 'nothing';
}
