/** Asks for a config that is wrong, and hands back the refusal. */

import { interpretConfig } from '../../../src/config/load.ts';
import { ConfigError } from '../../../src/errors.ts';

/** The error with which a document, or a text, is refused as `/srv/config.json`. */
export function rejected(document: unknown): ConfigError {
  const text = typeof document === 'string' ? document : JSON.stringify(document, undefined, 2);
  try {
    interpretConfig(text, '/srv/config.json');
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the config was accepted');
}

/** The problems of a document with one service, `web`, that differs from a sound one by `changes`. */
export function problemsOfWeb(changes: Record<string, unknown>): string[] {
  return problemsOf({ processes: { web: { ...soundService(), ...changes } } });
}

/** Each problem as `path: found; expected. hint`. */
export function problemsOf(document: unknown): string[] {
  return rejected(document).problems.map(
    ({ path, found, expected, hint }) =>
      `${path}: ${found}; ${expected}.${hint === undefined ? '' : ` ${hint}`}`,
  );
}

/** The least that a service needs. */
export function soundService(): { heartbeat_path: string; commands: Record<string, string | string[]> } {
  return { heartbeat_path: 'web.json', commands: { start: 'exec web' } };
}
