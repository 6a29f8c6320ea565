// The status told in other ways than once and whole: again and again, or as a monitoring plugin does.

import { status } from '../../commands/status.ts';
import type { Surroundings } from '../../commands/surroundings.ts';
import { readDuration } from '../duration.ts';
import { EXIT } from '../exit-codes.ts';
import type { Outcome } from '../front-door.ts';
import { isTerminal } from '../is-terminal.ts';
import { renderError } from '../render-error.ts';
import { renderNagios, renderNagiosFailure } from './render-nagios.ts';
import { watch } from './watch.ts';

/** In one line, whatever comes of it: who calls a plugin knows no other words. */
export async function statusAsPlugin(key: string | undefined, surroundings: Surroundings): Promise<Outcome> {
  const { notes, hearing } = listen(surroundings);
  try {
    return renderNagios(await status(key, hearing), notes()[0]);
  } catch (error) {
    return renderNagiosFailure(error);
  }
}

/** Again and again, every two seconds or as often as was asked for. Throws UsageError. */
export function watchStatus(
  key: string | undefined,
  every: string | undefined,
  surroundings: Surroundings,
): Outcome {
  const everyMs = readDuration(every ?? '2s');
  const { notes, hearing, forget } = listen(surroundings);
  const look = () => {
    forget();
    return status(key, hearing);
  };
  const following = watch({ everyMs, isTerminal: isTerminal(), look, notes }, surroundings);
  return { exitCode: EXIT.fine, text: '', json: undefined, following };
}

/** Surroundings in which a mistake in the config is a note of ours, not a line of its own each time. */
function listen(surroundings: Surroundings) {
  let heard: string[] = [];
  const hearing: Surroundings = {
    ...surroundings,
    inSpiteOf: (mistake) => heard.push(renderError(mistake)),
  };
  return {
    hearing,
    notes: () => heard,
    forget: () => {
      heard = [];
    },
  };
}
