// The entry of the full bundle: every verb, with help and complaints.

import { runArguments } from './arguments.ts';

/** Runs whatever the command line asks for, and returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  return runArguments(argv);
}
