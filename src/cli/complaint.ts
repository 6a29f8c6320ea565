// Puts the parser's complaint about a command line into our form of words.

import { UsageError } from '../errors.ts';

const HINT = 'See `watchdog --help`, or `watchdog VERB --help`.';

/** What is wrong with the words of a command line, told from what the parser says of it; `verb` is how its verb is written. */
export function complain(message: string, verb = ''): UsageError {
  const lines = message.split('\n').map((line) => line.trim());
  const text = lines.filter((line) => line !== '').join(' ');
  const meant = /^Did you mean (.+)\?$/.exec(text)?.[1];
  if (meant !== undefined) {
    return complaint(`found ${JSON.stringify(verb)}; expected a verb.`, `Did you mean "${meant}"?`);
  }
  const unknown = /^Unknown (?:arguments?|commands?): (.+)$/.exec(text)?.[1];
  if (unknown !== undefined)
    return complaint(
      `found ${unknown
        .split(', ')
        .map((word) => JSON.stringify(word))
        .join(', ')}; expected no such thing.`,
      HINT,
    );
  const few = /^Not enough non-option arguments: got (\d+), need at least (\d+)/.exec(text);
  if (few?.[2] === '1') return complaint('found no key after the verb; expected one.', HINT);
  if (few !== null)
    return complaint(`found ${few[1]} of ${few[2]} words after the verb; expected all of them.`, HINT);
  return complaint(text, HINT);
}

function complaint(found: string, hint: string): UsageError {
  return new UsageError(`command line: ${found}`, { hint });
}
