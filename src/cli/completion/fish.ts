// The completion of fish.

import { type Completable, type CompletableOption, OF_ALL } from './completable.ts';
import { quoteForFish } from './quote.ts';

/** The script to be sourced, or to lie as watchdog.fish in ~/.config/fish/completions. */
export function fishCompletion(all: readonly Completable[]): string {
  const head = `# Completion of watchdog for fish. In ~/.config/fish/config.fish: watchdog completion fish | source
function __watchdog_keys
  set -l words (commandline -opc)
  set -l config
  for index in (seq (count $words))
    switch $words[$index]
      case -c --config
        set config --config $words[(math $index + 1)]
      case '--config=*'
        set config $words[$index]
    end
  end
  watchdog $config completion keys 2>/dev/null
end
complete -c watchdog -f`;
  const verbs = all.map(({ names, describe }) => {
    return `complete -c watchdog -n __fish_use_subcommand -a ${quoteForFish(names[0] ?? '')} -d ${quoteForFish(describe)}`;
  });
  const common = OF_ALL.map((option) => `complete -c watchdog${optionWords(option)}`);
  return [head, ...verbs, ...common, ...all.flatMap(ofVerb), ''].join('\n');
}

function ofVerb({ names, options, takes }: Completable): readonly string[] {
  const here = `complete -c watchdog -n ${quoteForFish(`__fish_seen_subcommand_from ${names.join(' ')}`)}`;
  return [...firstWord(takes).map((words) => here + words), ...options.map((one) => here + optionWords(one))];
}

function firstWord(takes: Completable['takes']): readonly string[] {
  if (takes === 'nothing') return [];
  if (takes === 'file') return [' -F'];
  if (takes === 'key') return [" -a '(__watchdog_keys)' -d key"];
  return [` -a ${quoteForFish(takes.join(' '))}`];
}

function optionWords({ name, short, describe, hasValue }: CompletableOption): string {
  const letter = short === undefined ? '' : ` -s ${short}`;
  const value = hasValue ? (name === 'config' ? ' -r -F' : ' -x') : '';
  return `${letter} -l ${name}${value} -d ${quoteForFish(describe)}`;
}
