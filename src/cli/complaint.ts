// Puts the parser's complaint about a command line into our form of words.

import { UsageError } from '../errors.ts';
import { verbCalled } from './command-line.ts';

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
  if (text.startsWith('Not enough non-option arguments')) {
    return incomplete(verb);
  }
  return complaint(text, HINT);
}

/** Its words are missing, all of them or the last. */
function incomplete(word: string): UsageError {
  const expected = verbCalled(word)?.usage[0] ?? 'more words';
  return complaint(
    `found too little after ${word}; expected ${expected}.`,
    `See \`watchdog ${word} --help\`.`,
  );
}

function complaint(found: string, hint: string): UsageError {
  return new UsageError(`command line: ${found}`, { hint });
}
