// Reads one file of /proc, through one buffer that all of them share. Knows nothing of what they mean.

import { closeSync, openSync, readSync } from 'node:fs';

import { errorCode } from './error-code.ts';

/** Why a file of /proc could not be read. */
export interface ProcFailure {
  /** ENOENT, ESRCH, EACCES, EMFILE and the like. */
  readonly code: string;
}

// An environment can be as large as the kernel lets an exec be: 6 MiB.
const LARGEST_BYTES = 8 * 1024 * 1024;

let buffer = Buffer.allocUnsafeSlow(64 * 1024);

/** Reads a file of /proc as Latin-1, in which every byte is one character. */
export function readProcFile(path: string): string | ProcFailure {
  let descriptor = -1;
  try {
    descriptor = openSync(path, 'r');
    return buffer.toString('latin1', 0, readAll(descriptor));
  } catch (error) {
    return { code: errorCode(error) };
  } finally {
    if (descriptor !== -1) closeSync(descriptor);
  }
}

/** How it is said that there is no such file, or none that we may read. */
const NOT_FOR_US: ReadonlySet<string> = new Set(['ENOENT', 'ESRCH', 'EACCES', 'EPERM', 'EINVAL', 'ENODEV']);

/** Reads a file that not every process and kernel has; a failure where it may be there and could not be read just now. */
export function readIfThere(path: string): string | undefined | ProcFailure {
  const text = readProcFile(path);
  if (typeof text === 'string') return text;
  return NOT_FOR_US.has(text.code) ? undefined : text;
}

/** Whether a failure means that there is no such process. */
export function isGone(failure: ProcFailure): boolean {
  return failure.code === 'ENOENT' || failure.code === 'ESRCH';
}

/** One read gives all of a /proc file that fits, so only a full buffer asks for another one. */
function readAll(descriptor: number): number {
  let length = 0;
  for (;;) {
    length += readSync(descriptor, buffer, length, buffer.length - length, null);
    if (length < buffer.length || length >= LARGEST_BYTES) return length;
    buffer = Buffer.concat([buffer], buffer.length * 2);
  }
}
