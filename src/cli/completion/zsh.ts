// The completion of zsh.

import { type Completable, type CompletableOption, OF_ALL } from './completable.ts';
import { quote } from './quote.ts';

/** The script to be sourced after compinit, or to lie as _watchdog in a folder of fpath. */
export function zshCompletion(all: readonly Completable[]): string {
  return `#compdef watchdog
# Completion of watchdog for zsh. In ~/.zshrc, after compinit: eval "$(watchdog completion zsh)"
_watchdog() {
  local verb='' index
  local -a config candidates keys
  for ((index = 2; index < CURRENT; index++)); do
    case $words[index] in
      --) _files; return ;;
      -c | --config) ((index++)); config=(--config $words[index]) ;;
      --config=*) config=($words[index]) ;;
      -*) ;;
      *) verb=\${verb:-$words[index]} ;;
    esac
  done
  if [[ $words[CURRENT-1] == (-c|--config) ]]; then _files; return; fi
  case $verb in
    '') candidates=(${words(all.map(({ names, describe }) => described(names[0] ?? '', describe)))}) ;;
${all.map(branch).join('\n')}
  esac
  # Whatever stands in a key, it is taken as it is.
  [[ -z $keys ]] || compadd -a keys
  candidates+=(${words(OF_ALL.map(dashed))})
  _describe word candidates
}
(( ! $+functions[compdef] )) || compdef _watchdog watchdog
`;
}

/** What is done besides, by what the first word is. */
const FURTHER = {
  key: `; keys=("\${(@f)$(watchdog $config completion keys 2>/dev/null)}")`,
  file: '; _files',
  nothing: '',
} as const;

function branch({ names, options, takes }: Completable): string {
  const [choices, further] = typeof takes === 'string' ? [[], FURTHER[takes]] : [takes, ''];
  return `    ${names.join(' | ')}) candidates=(${words([...choices, ...options.map(dashed)])})${further} ;;`;
}

function dashed({ name, describe }: CompletableOption): string {
  return described(`--${name}`, describe);
}

function described(word: string, describe: string): string {
  return `${word}:${describe}`;
}

function words(texts: readonly string[]): string {
  return texts.map(quote).join(' ');
}
