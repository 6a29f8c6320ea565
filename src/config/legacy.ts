/**
 * Lets files written for the Python reference speak today's form. It does not judge them: what is wrong stays wrong,
 * in its place, for the checks to find.
 */
import type { ServiceEntry } from './schema.ts';

const LEVEL_ALIASES: Readonly<Record<string, string>> = {
  WARN: 'WARNING',
  CRITICAL: 'ERROR',
  FATAL: 'ERROR',
};

/** Log levels in any case, and those of Python that mean one of ours. */
export function modernizeLogLevel(document: unknown): unknown {
  if (!hasLogLevel(document)) return document;
  const level = document.log_level.toUpperCase();
  return { ...document, log_level: LEVEL_ALIASES[level] ?? level };
}

function hasLogLevel(document: unknown): document is { log_level: string } {
  return (
    typeof document === 'object' &&
    document !== null &&
    'log_level' in document &&
    typeof document.log_level === 'string'
  );
}

/** The oldest, flat form told as `commands`; where a file has both, `commands` wins, as it always did. */
export function modernizeService<Entry extends Partial<ServiceEntry>>(entry: Entry): Entry {
  const { startup_command: start, cleanup_script: clearDb } = entry;
  if (start === undefined && clearDb === undefined) return entry;
  const flat = {
    ...(start === undefined ? {} : { start }),
    ...(clearDb === undefined ? {} : { clear_db: clearDb }),
  };
  return { ...entry, commands: { ...flat, ...entry.commands } };
}
