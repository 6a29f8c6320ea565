/**
 * Replaces a config file as a whole: whoever reads it meanwhile finds the former text or the new one, and a crash leaves one of
 * them. Mode, owner and a link that leads to it stay. It does not know what the text says.
 */
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ConfigError } from '../../errors.ts';
import { stampTextAt } from '../checked.ts';

/** Puts `text` in the place of the file, unless it has another stamp than that by now; throws a `ConfigError`, and then all is as before. */
export function replaceFile(path: string, text: string, stamp: string): void {
  let draft: string | undefined;
  try {
    const real = realpathSync(path);
    draft = join(dirname(real), `.${basename(real)}.${process.pid}.new`);
    writeDraft(draft, text, statSync(real));
    if (stampTextAt(path) !== stamp) throw changedMeanwhile(path);
    renameSync(draft, real);
    forceNames(dirname(real));
  } catch (cause) {
    if (draft !== undefined) rmSync(draft, { force: true });
    throw cause instanceof ConfigError ? cause : cannotReplace(path, cause);
  }
}

/** What is told of a file that somebody else has edited since it was read. */
export function changedMeanwhile(path: string): ConfigError {
  return new ConfigError(`${path}: found it edited meanwhile; expected it as it was read.`, {
    hint: 'Nothing was written. Look at it again, and repeat.',
  });
}

function writeDraft(draft: string, text: string, { uid, gid, mode }: Stats): void {
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
  const descriptor = openSync(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    writeFileSync(descriptor, text);
    // The mode last: a change of owner takes parts of it away.
    fchownSync(descriptor, uid, gid);
    fchmodSync(descriptor, mode & 0o7777);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Without this a power cut may bring the former text back. */
function forceNames(folder: string): void {
  const descriptor = openSync(folder, constants.O_RDONLY);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function cannotReplace(path: string, cause: unknown): ConfigError {
  const { code = 'unknown' } = cause as NodeJS.ErrnoException;
  return new ConfigError(
    `${path}: found that it cannot be replaced (${code}); expected to write beside it, and to keep its owner.`,
    { hint: 'Nothing was written. Edit it as its owner.', cause },
  );
}
