// Builds the parser from the table of verbs: help, positions, and complaints with a suggestion. Options before or after the
// verb have been looked over when it is asked.
// Knows no verb's work.

import yargs, { type Argv } from 'yargs';
import { OWN_VERSION } from '../own-version.ts';
import { lookOver } from './command-line.ts';
import { complain } from './complaint.ts';
import { exitOfError } from './exit-codes.ts';
import { enter } from './front-door.ts';
import { renderError } from './render-error.ts';
import { say } from './say.ts';
import type { Verb } from './verb.ts';
import { VERBS } from './verbs.ts';

const ALWAYS = '2 wrong usage or config, 4 the database cannot be used, 70 a bug of ours';
const WIDEST = 100;

/** Runs what the command line asks for, and returns the exit code. */
export async function runArguments(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const { words, verb, command, mistake } = lookOver(argv);
  const parser = buildParser(verb, async (one, { config, json, ...rest }) => {
    const { passesSignals = false } = one;
    const given = command === undefined ? rest : { ...rest, command };
    const manner = { configPath: config, json, passesSignals };
    exitCode = await enter((surroundings) => one.run(given, surroundings), manner);
  });
  try {
    if (mistake !== undefined) throw mistake;
    await parser.parseAsync([...words]);
    return exitCode;
  } catch (error) {
    say('stderr', renderError(error));
    return exitOfError(error);
  }
}

interface AllWords {
  readonly config: string | undefined;
  readonly json: boolean;
}

type Runner = (verb: Verb, words: AllWords) => Promise<void>;

function buildParser(verb: string | undefined, runner: Runner): Argv {
  const parser = yargs()
    .scriptName('watchdog')
    .usage(
      '$0 [verb] [options]\n\nA process supervisor that owns nothing: cron starts it, it repairs what is broken, and exits.',
    )
    .option('config', {
      alias: 'c',
      type: 'string',
      describe: 'the config file (default: $WATCHDOG_CONFIG, ./config.json, …)',
    })
    .option('json', { type: 'boolean', default: false, describe: 'print the result for programs' })
    .version(OWN_VERSION)
    .alias({ help: 'h', version: 'V' })
    .epilog(`Exit codes of every verb: ${ALWAYS}.`)
    .demandCommand(1, 'found no verb; expected one such as check, on or status.')
    .wrap(Math.min(WIDEST, process.stdout.columns ?? WIDEST))
    .strict()
    .recommendCommands()
    .exitProcess(false)
    .fail((message, error) => {
      throw error ?? complain(message, verb);
    });
  for (const one of VERBS) addVerb(parser, one, runner);
  return parser;
}

function addVerb(parser: Argv, verb: Verb, runner: Runner): void {
  const describeVerb = (one: Argv): Argv => {
    for (const [name, describe] of Object.entries(verb.positionals ?? {}))
      one.positional(name, { type: 'string', describe });
    for (const [name, { short, ...option }] of Object.entries(verb.options))
      one.option(name, { ...option, ...(short === undefined ? {} : { alias: short }) });
    return one.example(`$0 ${verb.example[0]}`, verb.example[1]).epilog(`Of this one: ${verb.exits}.`);
  };
  parser.command([...verb.usage], verb.describe, describeVerb, (words) =>
    runner(verb, words as unknown as AllWords),
  );
}
