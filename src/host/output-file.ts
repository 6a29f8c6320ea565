// The file that a started program writes to: opened as a raw descriptor, since a pipe would tie the program's life to ours.
// Does not know what is written.

import { closeSync, constants, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import { makeOwnFolder, openOwnFile } from '../own-file.ts';
import { errorCode } from './error-code.ts';
import { visibleTail } from './visible-text.ts';

/** An open output file. */
export interface OutputFile {
  readonly descriptor: number;
  /** Where what is written from now on begins. */
  readonly startsAt: number;
}

const TAIL_BYTES = 4096;

/** Opens a file for the output of a program, in a folder that is made when missing; throws what the system says. */
export function openOutput(path: string, how: 'append' | 'replace'): OutputFile {
  makeFolder(dirname(path));
  const descriptor = openOwnFile(path, how);
  return { descriptor, startsAt: fstatSync(descriptor).size };
}

function makeFolder(folder: string): void {
  try {
    makeOwnFolder(folder);
  } catch (error) {
    throw new Error(
      `${folder}: the output cannot be written there (${errorCode(error)}); expected a folder that we may write to. Correct log_dir or its permissions.`,
    );
  }
}

/** Why it could not be opened, as far as that shows of what is there; makes nothing. */
export function findOutputFault(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  try {
    closeSync(openOwnFile(path, 'append'));
    return undefined;
  } catch (error) {
    const why = (error as Error).message;
    return why.startsWith(path) ? why : `${path}: the output cannot be written there (${errorCode(error)}).`;
  }
}

/** The last lines written since a position, fit for a terminal; empty when they cannot be read. */
export function readTail(path: string, startsAt: number): string {
  return visibleTail(readEnd(path, startsAt));
}

/** The last lines of an output, and when the last of them was written; undefined where nothing can be read. */
export function readLastOutput(path: string): { readonly tail: string; readonly atMs: number } | undefined {
  const tail = readTail(path, 0);
  const written = tail === '' ? undefined : statSync(path, { throwIfNoEntry: false });
  return written && { tail, atMs: written.mtimeMs };
}

/** The last bytes that were written from some offset on; none where it cannot be read. */
export function readEnd(path: string, startsAt: number, most = TAIL_BYTES): Buffer {
  try {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      return lastBytes(descriptor, startsAt, most);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return Buffer.alloc(0);
  }
}

/** A file shorter than it was has been rotated by somebody, and is new as a whole. */
function lastBytes(descriptor: number, startsAt: number, most: number): Buffer {
  const { size } = fstatSync(descriptor);
  const from = Math.max(size < startsAt ? 0 : startsAt, size - most);
  const bytes = Buffer.alloc(Math.min(most, Math.max(0, size - from)));
  return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, from));
}
