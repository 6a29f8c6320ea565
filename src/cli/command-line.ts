// The words of a command line before anybody acts on them: its verb, and mistakes in its options, which the parser would take
// in silence or tell by what follows from them. Knows no verb's work.

import { parseArgs } from 'node:util';
import { UsageError } from '../errors.ts';
import { nearest } from '../suggest.ts';
import type { Option, Verb } from './verb.ts';
import { VERBS } from './verbs.ts';

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];
type Options = Readonly<Record<string, Pick<Option, 'type' | 'short'>>>;

const ALWAYS: Options = { config: { type: 'string', short: 'c' }, json: { type: 'boolean' } };
const INSTEAD: Options = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
};
const ALL: Options = Object.assign({}, ...VERBS.map(({ options }) => options), ALWAYS, INSTEAD);

/** What can be told of a command line at once. */
export interface CommandLine {
  /** With a verb, perhaps no such one: options alone are a `check`'s, unless they ask for help. */
  readonly words: readonly string[];
  readonly verb: string | undefined;
  /** The verb itself; absent where there is no such one, or help is asked for. */
  readonly called: Verb | undefined;
  /** What else is written before `--`, as it is. */
  readonly tokens: readonly Token[];
  /** The program that follows `--`, of a verb that takes one. */
  readonly command: readonly string[] | undefined;
  /** The first mistake in its options. */
  readonly mistake: UsageError | undefined;
}

/** Looks over a command line. */
export function lookOver(argv: readonly string[]): CommandLine {
  const end = argv.indexOf('--');
  const own = lookOverOwn(end === -1 ? argv : argv.slice(0, end));
  const takesCommand = verbCalled(own.verb)?.takesCommand === true;
  return end === -1 || !takesCommand ? lookOverOwn(argv) : { ...own, command: argv.slice(end + 1) };
}

function lookOverOwn(argv: readonly string[]): CommandLine {
  const { tokens } = parseArgs({
    args: [...argv],
    options: ALL,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const written = tokens.filter((token) => token.kind === 'option');
  const isForHelp = written.some(({ name }) => Object.hasOwn(INSTEAD, name));
  const verb = tokens.find((token) => token.kind === 'positional')?.value;
  const line = { tokens, command: undefined };
  if (isForHelp) return { ...line, words: argv, verb, called: undefined, mistake: undefined };
  const meant = verb ?? 'check';
  const words = verb === undefined ? ['check', ...argv] : argv;
  return { ...line, words, verb: meant, called: verbCalled(meant), mistake: mistakeIn(written, meant) };
}

type Written = Extract<Token, { kind: 'option' }>;

/** A verb and the options that it takes. */
interface Home {
  readonly verb: string;
  readonly options: Options;
}

function mistakeIn(written: readonly Written[], verb: string): UsageError | undefined {
  const home = homeOf(verb);
  const seen = new Set<string>();
  for (const one of written) {
    const mistake = mistakeOf(one, home) ?? repeated(one, seen);
    if (mistake !== undefined) return mistake;
    seen.add(one.name);
  }
  return undefined;
}

/** The verb that is called by a word; undefined where none is. */
export function verbCalled(word: string | undefined): Verb | undefined {
  return VERBS.find(({ usage: names }) => names.some((name) => name.split(' ', 1)[0] === word));
}

function homeOf(verb: string): Home | undefined {
  const found = verbCalled(verb);
  return found && { verb, options: { ...ALWAYS, ...found.options } };
}

function mistakeOf(one: Written, home: Home | undefined): UsageError | undefined {
  const options = home?.options ?? ALL;
  const option = Object.hasOwn(options, one.name) ? options[one.name] : undefined;
  return option === undefined ? unknown(one.rawName, home) : misvalued(one, option);
}

/** What follows an unknown option may be its value and no verb, so that all verbs' options come into question. */
function unknown(rawName: string, home: Home | undefined): UsageError {
  const names = Object.keys(home?.options ?? ALL);
  const meant = nearest(rawName, names);
  const all = `It takes ${names.map((name) => `--${name}`).join(', ')}.`;
  const expected = home === undefined ? 'an option that exists' : `an option of ${home.verb}`;
  return usage(`${rawName}; expected ${expected}.`, meant === undefined ? all : `Did you mean --${meant}?`);
}

function repeated({ name }: Written, seen: ReadonlySet<string>): UsageError | undefined {
  if (!seen.has(name)) return undefined;
  return usage(`--${name} for the second time; expected it once.`, 'Leave one of them out.');
}

function misvalued(
  { name, value = '', inlineValue }: Written,
  { type }: Pick<Option, 'type'>,
): UsageError | undefined {
  if (type === 'string') {
    const isValue = value !== '' && (inlineValue === true || !value.startsWith('-'));
    return isValue ? undefined : usage(`--${name} without a value; expected one.`, `Write --${name}=VALUE.`);
  }
  const isAlone = inlineValue !== true;
  return isAlone ? undefined : usage(`--${name}=${value}; expected --${name} alone.`, 'It takes no value.');
}

function usage(found: string, hint: string): UsageError {
  return new UsageError(`command line: found ${found}`, { hint });
}
