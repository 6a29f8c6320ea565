/** Reads the config file as text, and says in words why it cannot. It does not know what the text means. */
import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { ConfigError } from '../errors.ts';
import { type Stamp, stampOf } from './checked.ts';

/** What was read. */
export interface ConfigText {
  /** Without a byte order mark. */
  readonly text: string;
  /** Of the file when it had this text; absent when it was changed while it was read. */
  readonly stamp: Stamp | undefined;
}

/** The text of the file; a `ConfigError` when there is no such text, which says what was `expected`. */
export function readConfigText(path: string, expected = USUAL): ConfigText {
  const { bytes, stamp } = readBytes(path, expected);
  if (!isUtf8(bytes)) {
    throw new ConfigError(`${path}: found bytes that are not UTF-8; expected JSON text.`, {
      hint: 'Save the file as UTF-8.',
    });
  }
  return { text: bytes.toString('utf8').replace(/^\uFEFF/, ''), stamp };
}

const USUAL = 'a config file';

function readBytes(path: string, expected: string): { bytes: Buffer; stamp: Stamp | undefined } {
  try {
    // A FIFO would make a blocking open wait for a writer, deaf to every signal.
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      refuseUnlikely(descriptor, path, expected);
      const stamp = stampOf(descriptor, path);
      const bytes = readFileSync(descriptor);
      return { bytes, stamp: stampOf(descriptor, path).text === stamp.text ? stamp : undefined };
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    throw cause instanceof ConfigError ? cause : unreadable(path, expected, cause);
  }
}

const BYTES_PER_MIB = 2 ** 20;
// Ten thousand services take three.
const MOST_MIB = 64;

/** What cannot be a config is not read. */
function refuseUnlikely(descriptor: number, path: string, expected: string): void {
  const stat = fstatSync(descriptor);
  if (stat.isDirectory()) throw noConfig({ path, expected }, 'a folder');
  if (!stat.isFile()) throw noConfig({ path, expected }, 'a FIFO or a device');
  if (stat.size > MOST_MIB * BYTES_PER_MIB) {
    throw new ConfigError(
      `${path}: found a file of ${Math.ceil(stat.size / BYTES_PER_MIB)} MiB; expected ${expected} of at most ${MOST_MIB} MiB.`,
      { hint: NAME_IT },
    );
  }
}

function unreadable(path: string, expected: string, cause: unknown): ConfigError {
  const { code } = cause as NodeJS.ErrnoException;
  if (code !== 'ENOENT') return noConfig({ path, expected }, `a file that cannot be read (${code})`, cause);
  const hint = expected === USUAL ? HOW_TO_MAKE_ONE : 'Name a file that is there.';
  return new ConfigError(`${path}: found nothing; expected ${expected}.`, { hint, cause });
}

function noConfig(
  { path, expected }: { readonly path: string; readonly expected: string },
  found: string,
  cause?: unknown,
): ConfigError {
  return new ConfigError(`${path}: found ${found}; expected ${expected}.`, { hint: NAME_IT, cause });
}

const NAME_IT = 'Name the file itself, one that this user may read.';

/** What to do when there is no config file yet. */
export const HOW_TO_MAKE_ONE =
  'Write one there (config.example.json, which comes with watchdog, is a start), or name another file with --config or $WATCHDOG_CONFIG.';
