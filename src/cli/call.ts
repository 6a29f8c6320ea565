// The verb that a command line calls, with its words, where all of them are plain: nearly always. Of all others the parser tells what
// they mean, or what is wrong with them; to load it takes longer than most verbs do.

import type { CommandLine } from './command-line.ts';
import type { Verb } from './verb.ts';

/** What was written, by the names of words and options. */
export type Written = Readonly<Record<string, string | boolean | readonly string[]>>;

/** A verb, and what it was called with. */
export interface Call {
  readonly verb: Verb;
  readonly words: Written;
}

/** What a faultless command line calls; undefined where only the parser can tell. */
export function callOf({ called, tokens, command }: CommandLine): Call | undefined {
  if (called === undefined || tokens.some(({ kind }) => kind === 'option-terminator')) return undefined;
  const positionals = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const names = namesIn(called.usage[0]);
  const given = positionals.slice(1);
  const isEach = given.length >= names.filter(isRequired).length && given.length <= names.length;
  if (!isEach || given.includes('')) return undefined;
  const options = tokens.flatMap((token) =>
    token.kind === 'option' ? [[camel(token.name), token.value ?? true] as const] : [],
  );
  const words = given.map((word, index) => [bare(names[index]), word] as const);
  return { verb: called, words: Object.fromEntries([...words, ...options, ...commandOf(command)]) };
}

function namesIn(usage: string): readonly string[] {
  return usage.split(' ').slice(1);
}

function isRequired(name: string): boolean {
  return name.startsWith('<');
}

function bare(name = ''): string {
  return name.slice(1, -1);
}

function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function commandOf(command: CommandLine['command']): readonly (readonly [string, readonly string[]])[] {
  return command === undefined ? [] : [['command', command]];
}
