// Reads the words of a verb that has a small bundle of its own, as far as they are plain. Knows no verb.

import { type ParseArgsConfig, parseArgs } from 'node:util';

type Texts = { readonly [name: string]: string | boolean | undefined };

/** The key and the options as written; undefined when it is anything else than plain, which the parser of all verbs then tells. */
export function plainArguments(
  args: readonly string[],
  options: NonNullable<ParseArgsConfig['options']>,
): { readonly key: string | undefined; readonly values: Texts } | undefined {
  try {
    const { values, positionals, tokens } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      tokens: true,
    });
    const names = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
    const isPlain = positionals.length <= 1 && new Set(names).size === names.length && values.config !== '';
    return isPlain ? { key: positionals[0], values: values as Texts } : undefined;
  } catch {
    return undefined;
  }
}
