// What the verbs that switch services on or off, or hold them, have in common.

import type { Wording } from '../../core/request.ts';
import { UsageError } from '../../errors.ts';
import { readDuration } from '../duration.ts';

/** The option to return only when the service is well. */
export const WAIT = {
  wait: { type: 'boolean', describe: 'wait until it is healthy, or its start grace is over' },
} as const;

/** The exit codes with which they can end. */
export const SWITCH_EXITS = '0 done, 1 failed, 75 the holder of the lease did not serve it in time';

/** The options to say for how long, and why. */
export const WORDING = {
  for: { type: 'string', describe: 'end it by itself after so long: 30m, 2h, 1d' },
  reason: { type: 'string', describe: 'why, for whoever comes upon it' },
} as const;

const LONGEST_REASON = 500;

/** What these options say. Throws UsageError for what is no length of time, or no single line. */
export function readWording(words: { readonly for?: string; readonly reason?: string }): Wording {
  const { reason } = words;
  if (reason !== undefined && (reason.length > LONGEST_REASON || /\p{Cc}/u.test(reason)))
    throw new UsageError(
      `command line: found a --reason of ${reason.length} characters, perhaps of several lines; expected one line of at most ${LONGEST_REASON}.`,
      { hint: 'Say it in a few words.' },
    );
  const forMs = words.for === undefined ? undefined : readDuration(words.for);
  return { ...(reason !== undefined && reason !== '' && { reason }), ...(forMs !== undefined && { forMs }) };
}
