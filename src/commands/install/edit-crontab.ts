// One edit of a crontab: read, look once more that nobody else edits it, write, and read again what is there. We take turns among us;
// `crontab` itself has no lock. Knows nothing of what is edited.

import { findAccount } from '../../host/account.ts';
import { readCrontab, writeCrontab } from '../../host/crontab.ts';
import { inTurn } from '../../host/take-turn.ts';

/** Whether the crontab is another one now; or why it is not known to be as it should. */
export type Edited = { readonly isChanged: boolean } | { readonly problem: string };

const WAS_EDITED =
  'the crontab: somebody else has just changed it; expected to be alone. Nothing was written: try again.';

const IS_EDITED =
  'the crontab: another `watchdog cron` has been at work on it for long; expected it to end. Nothing was written: try again.';
/** Each of us has done within a second. */
const PATIENCE_MS = 20_000;

/** Gives the crontab of `user`, or our own, through `edit`, which sees one character for each byte. */
export async function editCrontab(user: string | undefined, edit: (text: string) => string): Promise<Edited> {
  const edited = await inTurn(turnOf(user), PATIENCE_MS, () => editOnce(user, edit));
  return edited ?? { problem: IS_EDITED };
}

/** The same for root who names a user as for that user. */
function turnOf(user: string | undefined): string {
  const uid = user === undefined ? process.geteuid?.() : findAccount(user)?.uid;
  return `watchdog-supervisor crontab ${uid}`;
}

function editOnce(user: string | undefined, edit: (text: string) => string): Edited {
  const before = readCrontab(user);
  if ('why' in before) return unreadable(before.why);
  const wanted = edit(before.text);
  if (wanted === before.text) return { isChanged: false };
  const again = readCrontab(user);
  if ('why' in again) return unreadable(again.why);
  if (again.text !== before.text) return { problem: WAS_EDITED };
  const refusal = writeCrontab(wanted, user);
  if (refusal !== undefined) return { problem: `${refusal}. The crontab is as it was.` };
  return verify(wanted, user);
}

function unreadable(why: string): Edited {
  return { problem: `${why}; expected a crontab that can be read. Nothing was written.` };
}

/** Some crons put lines of their own in front. */
function verify(wanted: string, user: string | undefined): Edited {
  const after = readCrontab(user);
  if ('why' in after) return { problem: `it was written, and cannot be read again: ${after.why}` };
  if (after.text.endsWith(wanted)) return { isChanged: true };
  return {
    problem:
      'the crontab: it was written, but it is not what was written; expected to be alone. See `crontab -l`.',
  };
}
