// Opens what others have written for reading: plain files only, through no link, and without waiting for anybody.
// Knows not what is in them.

import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs';
import { UsageError } from '../../errors.ts';
import { errorCode } from '../error-code.ts';

/** An open file, and what it was when it was opened. */
export interface OpenText {
  readonly descriptor: number;
  readonly stat: Stats;
}

/** The open file; undefined where there is none. Throws UsageError when it cannot be read. */
export function openText(path: string): OpenText | undefined {
  const descriptor = open(path);
  if (descriptor === undefined) return undefined;
  const stat = fstatSync(descriptor);
  if (stat.isFile()) return { descriptor, stat };
  closeSync(descriptor);
  throw refused(path, 'no plain file');
}

function open(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw refused(path, errorCode(error));
  }
}

function refused(path: string, found: string): UsageError {
  return new UsageError(`${path}: found that it cannot be read (${found}); expected a plain file.`, {
    hint: 'Ask as the user whose file it is, or correct its permissions.',
  });
}
