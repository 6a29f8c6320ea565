// What a verb of the command line is. One table of them makes the parser, the help, and all that is told of the command line
// elsewhere. Knows none of them.

import type { Surroundings } from '../commands/surroundings.ts';
import type { Outcome } from './front-door.ts';

/** An option of a verb. */
export interface Option {
  readonly type: 'boolean' | 'string';
  readonly describe: string;
  /** One letter that stands for it. */
  readonly short?: string;
}

type Options = Readonly<Record<string, Option>>;
/** What each word after the verb is, by its name in the usage. */
type Positionals = Readonly<Record<string, string>>;

type Camel<Name> = Name extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Name;

/** What a command line came to, by the names of its words and options. */
type Words<P extends Positionals, O extends Options> = { readonly [Name in keyof P]?: string } & {
  readonly [Name in keyof O as Camel<Name>]?: O[Name]['type'] extends 'boolean' ? boolean : string;
} & { readonly command?: readonly string[] };

interface Declared<P extends Positionals, O extends Options> {
  /** The verb and its words, as yargs writes them; further names are aliases that people try. */
  readonly usage: readonly [string, ...string[]];
  readonly describe: string;
  readonly positionals?: P;
  readonly options: O;
  /** What follows `--` is a program and its words, handed to it as `command`. */
  readonly takesCommand?: true;
  /** Signals are not for us: it passes them on. */
  readonly passesSignals?: true;
  readonly example: readonly [words: string, does: string];
  /** Exit codes that it can end with, beyond those that all share. */
  readonly exits: string;
  run(words: Words<P, O>, surroundings: Surroundings): Promise<Outcome>;
}

/** One verb of the command line. */
export type Verb = Declared<Positionals, Options>;

/** What a key is, of whatever verb. */
export const KEY = 'its key in the config, or @ and a group or tag';

/** A verb; of its words it knows those that it has declared. */
export function verb<const P extends Positionals, const O extends Options>(declared: Declared<P, O>): Verb {
  // The parser gives it no other words than these, of these types.
  return declared as unknown as Verb;
}
