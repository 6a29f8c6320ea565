// Builds the parser from the table of verbs: help, positions, and complaints with a suggestion. It is asked only where a command line is
// not plain. Knows no verb's work.

import yargs, { type Argv } from 'yargs';
import { OWN_VERSION } from '../own-version.ts';
import type { Call } from './call.ts';
import type { CommandLine } from './command-line.ts';
import { complain } from './complaint.ts';
import type { Verb } from './verb.ts';
import { VERBS } from './verbs.ts';

const ALWAYS = '2 wrong usage or config, 4 the database cannot be used, 70 a bug of ours';
const WIDEST = 100;

type Runner = (call: Call) => Promise<void>;

/** Shows help, throws what is wrong, or runs what was meant after all. */
export async function parse({ words, verb, command }: CommandLine, runner: Runner): Promise<void> {
  const withCommand: Runner = (call) =>
    runner(command === undefined ? call : { ...call, words: { ...call.words, command } });
  await buildParser(verb, withCommand).parseAsync([...words]);
}

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
    runner({ verb, words: words as unknown as Call['words'] }),
  );
}
