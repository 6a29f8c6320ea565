// The course of a `run` from its words to its outcome, for its own bundle and for that of all verbs.

import type { Place } from '../../commands/apps/place.ts';
import { run } from '../../commands/apps/run.ts';
import type { Surroundings } from '../../commands/surroundings.ts';
import type { Outcome } from '../front-door.ts';
import { say } from '../say.ts';
import { oneLine } from '../visible.ts';
import { renderRun } from './render-run.ts';
import { runPace, usage, type WrittenRun } from './run-arguments.ts';

/** Runs a program to its end, as the words say. Throws UsageError. */
export async function runProgram(
  place: Place,
  { command, ...written }: WrittenRun & { readonly command: readonly string[] },
  { env }: Pick<Surroundings, 'env'>,
): Promise<Outcome> {
  if (command.length === 0)
    throw usage('no program', 'one after --', '`watchdog run web -- ./server --port 80`');
  const { everyMs, stillForMs, warning } = runPace(written, place.timeoutSeconds);
  const complain = (what: string) => say('stderr', `watchdog run ${place.key}: ${oneLine(what)}`);
  if (warning !== undefined) complain(warning);
  return renderRun(await run(place, command, { words: { everyMs, stillForMs, complain }, env }));
}
