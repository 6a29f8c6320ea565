// The completion of bash, 4 and later.

import { type Completable, type CompletableOption, OF_ALL } from './completable.ts';
import { quote } from './quote.ts';

/** The script to be sourced. */
export function bashCompletion(all: readonly Completable[]): string {
  return `# Completion of watchdog for bash. In ~/.bashrc: eval "$(watchdog completion bash)"
_watchdog() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  local verb='' index candidate
  local -a config=() candidates=()
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    case \${COMP_WORDS[index]} in
      --) return ;;
      -c | --config)
        ((index++))
        [[ \${COMP_WORDS[index]} == '=' ]] && ((index++))
        config=(--config "\${COMP_WORDS[index]}")
        ;;
      -*) ;;
      *) [[ -n $verb ]] || verb=\${COMP_WORDS[index]} ;;
    esac
  done
  [[ $previous == -c || $previous == --config || $previous == '=' ]] && return
  case $verb in
    '') candidates=(${words(all.flatMap(({ names }) => names[0] ?? []))}) ;;
${all.map(branch).join('\n')}
  esac
  candidates+=(${words(OF_ALL.map(dashed))})
  # Not by compgen, which would expand what a key has in it.
  for candidate in "\${candidates[@]}"; do
    [[ $candidate != "$word"* ]] || COMPREPLY+=("$(printf %q "$candidate")")
  done
}
# A group is written @web, and is one word.
COMP_WORDBREAKS=\${COMP_WORDBREAKS//@/}
complete -o default -F _watchdog watchdog
`;
}

const KEYS = `; while IFS= read -r candidate; do candidates+=("$candidate"); done < <(watchdog "\${config[@]}" completion keys 2>/dev/null)`;

function branch({ names, options, takes }: Completable): string {
  const choices = typeof takes === 'string' ? [] : takes;
  const keys = takes === 'key' ? KEYS : '';
  return `    ${names.join(' | ')}) candidates=(${words([...choices, ...options.map(dashed)])})${keys} ;;`;
}

function dashed({ name }: CompletableOption): string {
  return `--${name}`;
}

function words(texts: readonly string[]): string {
  return texts.map(quote).join(' ');
}
