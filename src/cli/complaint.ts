// Puts the parser's complaint about a command line into our form of words.

import { UsageError } from '../errors.ts';

const HINT = 'See `watchdog --help`, or `watchdog VERB --help`.';

/** What is wrong with a command line, told from what the parser says of it. */
export function complain(message: string, argv: readonly string[]): UsageError {
  const text = message.replace(/\s*\n\s*/g, ' ').trim();
  const meant = /^Did you mean (.+)\?$/.exec(text)?.[1];
  if (meant !== undefined) {
    const verb = argv.find((word) => !word.startsWith('-')) ?? '';
    return complaint(`found ${JSON.stringify(verb)}; expected a verb.`, `Did you mean "${meant}"?`);
  }
  const unknown = /^Unknown (?:arguments?|commands?): (.+)$/.exec(text)?.[1];
  if (unknown !== undefined)
    return complaint(`found ${unknownWords(unknown)}; expected no such thing.`, HINT);
  if (text.startsWith('Not enough non-option arguments')) {
    return complaint('found no key after the verb; expected one.', HINT);
  }
  return complaint(text, HINT);
}

function complaint(found: string, hint: string): UsageError {
  return new UsageError(`command line: ${found}`, { hint });
}

/** The parser names an option in both spellings; a person wrote one. */
function unknownWords(list: string): string {
  const words = list.split(', ');
  const inKebab = (word: string): string => word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const written = words.filter((word) => inKebab(word) === word || !words.includes(inKebab(word)));
  return written.map((word) => JSON.stringify(word)).join(', ');
}
