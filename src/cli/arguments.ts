// Runs what a command line asks for: at once where all of its words are plain, and else by what the parser makes of it.

import { type Call, callOf } from './call.ts';
import { type CommandLine, lookOver } from './command-line.ts';
import { enter, tellError } from './front-door.ts';

/** Runs what the command line asks for, and returns the exit code. */
export async function runArguments(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const line = lookOver(argv);
  const run = async (call: Call) => {
    exitCode = await runCall(call);
  };
  try {
    if (line.mistake !== undefined) throw line.mistake;
    const call = callOf(line);
    if (call !== undefined) await run(call);
    else await (await import('./parser.ts')).parse(line, run);
    return exitCode;
  } catch (error) {
    return tellError(error, { json: isForPrograms(line) });
  }
}

/** Also where something else is wrong with the words. */
function isForPrograms({ tokens }: CommandLine): boolean {
  return tokens.some(
    (token) => token.kind === 'option' && token.name === 'json' && token.value === undefined,
  );
}

/** Those of every verb. */
interface Always {
  readonly config?: string;
  readonly json?: boolean;
}

function runCall({ verb, words }: Call): Promise<number> {
  const { config, json = false, ...own } = words as Always;
  const manner = { configPath: config, json, passesSignals: verb.passesSignals ?? false };
  return enter((surroundings) => verb.run(own, surroundings), manner);
}
