// The verb `completion`: what is told of the command line in the language of other programs, out of the table of all verbs. It is handed
// that table, for it stands in it.

import { keys } from '../../commands/apps/keys.ts';
import { bashCompletion } from '../completion/bash.ts';
import { completables } from '../completion/completable.ts';
import { fishCompletion } from '../completion/fish.ts';
import { manPage } from '../completion/man-page.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { actionFrom } from '../install/action-word.ts';
import { type Verb, verb } from '../verb.ts';
import { oneLine } from '../visible.ts';

const LANGUAGES = ['bash', 'zsh', 'fish', 'man', 'keys'] as const;

/** The verb `completion`, of all these verbs. */
export function completionVerb(verbs: () => readonly Verb[]): Verb {
  return verb({
    usage: ['completion <language>'],
    positionals: { language: `one of ${LANGUAGES.join(', ')}` },
    describe: 'print what completes the command line in a shell, the manual page, or all keys and groups',
    options: {},
    example: ['completion bash', 'in ~/.bashrc: eval "$(watchdog completion bash)"'],
    exits: '0 printed',
    run: async ({ language }, surroundings) => {
      const text = textIn(actionFrom(language, LANGUAGES), verbs(), () => keys(surroundings).map(oneLine));
      return { exitCode: 0, text: text.trimEnd(), json: { text } };
    },
  });
}

function textIn(
  language: (typeof LANGUAGES)[number],
  verbs: readonly Verb[],
  allKeys: () => readonly string[],
): string {
  switch (language) {
    case 'bash':
      return bashCompletion(completables(verbs));
    case 'zsh':
      return zshCompletion(completables(verbs));
    case 'fish':
      return fishCompletion(completables(verbs));
    case 'man':
      return manPage(verbs);
    case 'keys':
      return allKeys().join('\n');
  }
}
