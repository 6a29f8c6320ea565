/** Reads the config file as text, and says in words why it cannot. It does not know what the text means. */
import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { ConfigError } from '../errors.ts';
import { type Stamp, stampOf } from './checked.ts';

/** What was read. */
export interface ConfigText {
  /** Without a byte order mark. */
  readonly text: string;
  /** Of the file when it had this text; absent when it was changed while it was read. */
  readonly stamp: Stamp | undefined;
}

/** The text of the file; a `ConfigError` when there is no such text. */
export function readConfigText(path: string): ConfigText {
  const { bytes, stamp } = readBytes(path);
  if (!isUtf8(bytes)) {
    throw new ConfigError(`${path}: found bytes that are not UTF-8; expected JSON text.`, {
      hint: 'Save the file as UTF-8.',
    });
  }
  return { text: bytes.toString('utf8').replace(/^\uFEFF/, ''), stamp };
}

function readBytes(path: string): { bytes: Buffer; stamp: Stamp | undefined } {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const stamp = stampOf(descriptor, path);
      const bytes = readFileSync(descriptor);
      return { bytes, stamp: stampOf(descriptor, path).text === stamp.text ? stamp : undefined };
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): ConfigError {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT') return missing(path, cause);
  const found = code === 'EISDIR' ? 'a folder' : `a file that cannot be read (${code})`;
  return new ConfigError(`${path}: found ${found}; expected a config file.`, {
    hint: 'Name the config file itself, one that this user may read.',
    cause,
  });
}

function missing(path: string, cause: unknown): ConfigError {
  return new ConfigError(`${path}: found nothing; expected a config file.`, { hint: HOW_TO_MAKE_ONE, cause });
}

/** What to do when there is no config file yet. */
export const HOW_TO_MAKE_ONE =
  'Write one there (config.example.json, which comes with watchdog, is a start), or name another file with --config or $WATCHDOG_CONFIG.';
