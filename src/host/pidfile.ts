// Reads a pidfile that somebody else wrote: safely, and never by an exception. Does not know what the number is good for.

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { PidfileReading } from '../core/searched.ts';
import { errorCode } from './error-code.ts';

const LARGEST_BYTES = 4096;
const GREATEST_PID = 4_194_304;
// No link is followed, no FIFO waited for, no terminal taken over.
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;

/** Reads the process id at the beginning of a file; some programs write more lines after it. */
export function readPidfile(path: string): PidfileReading {
  let descriptor = -1;
  try {
    descriptor = openSync(path, FLAGS);
    return readOpen(descriptor);
  } catch (error) {
    return failed(errorCode(error));
  } finally {
    if (descriptor !== -1) closeSync(descriptor);
  }
}

function readOpen(descriptor: number): PidfileReading {
  const stat = fstatSync(descriptor);
  if (!stat.isFile()) return unusable('not a plain file');
  const buffer = Buffer.alloc(LARGEST_BYTES);
  const text = buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, LARGEST_BYTES, 0));
  const pid = Number(/^\s*(\d{1,10})[^\S\n]*(\n|$)/.exec(text)?.[1]);
  const isPid = pid >= 2 && pid <= GREATEST_PID;
  return isPid
    ? { kind: 'read', pid, ownerUid: stat.uid, writtenAtMs: stat.mtimeMs }
    : unusable(text === '' ? 'empty; expected a process id' : 'it does not begin with a process id');
}

function failed(code: string): PidfileReading {
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  if (code === 'ELOOP') return unusable('a symbolic link; expected a plain file');
  return unusable(`could not be read (${code})`);
}

function unusable(problem: string): PidfileReading {
  return { kind: 'unusable', problem };
}
