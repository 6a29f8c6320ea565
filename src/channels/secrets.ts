// Fills in the secrets of a channel where they are used, and blots them out wherever they would show. They are kept nowhere.

import { readFileSync, statSync } from 'node:fs';

/** Where secrets are looked up, and which were found. */
export interface Vault {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly found: Set<string>;
}

/** A vault in which nothing was looked up yet. */
export function openVault(env: Vault['env']): Vault {
  return { env, found: new Set() };
}

const PLACE = /\$\{(env|file):([^}]+)\}/g;

/** A text with its secrets filled in; throws an Error that tells which one is missing. */
export function fillIn(text: string, vault: Vault): string {
  return text.replace(PLACE, (place, kind: string, name: string) => {
    const secret = kind === 'env' ? vault.env[name] : contentOf(name);
    if (secret === undefined || secret === '')
      throw new Error(`${place}: found nothing; expected a secret there. ${CURE[kind]}`);
    for (const one of [secret, ...partsOf(secret)]) vault.found.add(one);
    return secret;
  });
}

const SHORTEST_PART = 6;

/** Of an address the parts of its path, which a server may repeat; the name of the server is none of them. */
function partsOf(secret: string): readonly string[] {
  const path = /^https?:\/\/[^/]*(.*)$/s.exec(secret)?.[1] ?? '';
  return path.split(/[/?&=]/).filter((part) => part.length >= SHORTEST_PART);
}

const CURE: Readonly<Record<string, string>> = {
  env: 'Set the variable where the watchdog is started: in the crontab, above its line.',
  file: 'Write the secret into that file, and let only the user of the watchdog read it.',
};

/** Of a plain file alone: what waits for a writer would hold up the whole check. */
function contentOf(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8').trim() : undefined;
  } catch {
    return undefined;
  }
}

/** A text in which no secret that was filled in shows. */
export function withoutSecrets(text: string, { found }: Vault): string {
  const longestFirst = [...found].sort((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}
