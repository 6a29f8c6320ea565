// Reads one heartbeat file that somebody else wrote: safely, cheaply, and never by an exception.
// Does not know what a heartbeat says: the reader of the parsed document is passed in.

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

import type { Heartbeat, HeartbeatReading } from '../core/heartbeat.ts';
import { errorCode } from './error-code.ts';
import { parseJson } from './heartbeat-text.ts';
import { createSettling } from './settling.ts';

/** Reads a parsed document as the heartbeat of a key; a text says what is wrong with it. */
export type ReadDocument = (document: unknown, key: string) => Heartbeat | string;

const LARGEST_BYTES = 64 * 1024;
// No link is followed, no FIFO waited for, no terminal taken over.
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;

/** Makes the reader of heartbeat files; a bad content is looked at twice, in case its writer was in the middle of it. */
export function createHeartbeatReader(
  readDocument: ReadDocument,
): (path: string, key: string) => HeartbeatReading {
  const buffer = Buffer.allocUnsafeSlow(LARGEST_BYTES + 1);
  const settle = createSettling();
  const readOpen = (descriptor: number, key: string): HeartbeatReading => {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return { kind: 'untrusted', problem: 'not a plain file' };
    if (stat.size > LARGEST_BYTES) return tooLarge(stat.size);
    const length = readSync(descriptor, buffer, 0, LARGEST_BYTES + 1, null);
    if (length > LARGEST_BYTES) return tooLarge(length);
    const parsed = parseJson(buffer.subarray(0, length));
    if ('problem' in parsed) return { kind: 'invalid', problem: parsed.problem };
    const heartbeat = readDocument(parsed.document, key);
    if (typeof heartbeat === 'string') return { kind: 'invalid', problem: heartbeat };
    return { kind: 'read', heartbeat, ownerUid: stat.uid };
  };
  const readOnce = (path: string, key: string): HeartbeatReading => {
    try {
      const descriptor = openSync(path, FLAGS);
      try {
        return readOpen(descriptor, key);
      } finally {
        closeSync(descriptor);
      }
    } catch (error) {
      return failed(errorCode(error));
    }
  };
  return (path, key) => {
    const reading = readOnce(path, key);
    if (reading.kind !== 'invalid') return reading;
    settle(path);
    return readOnce(path, key);
  };
}

function tooLarge(bytes: number): HeartbeatReading {
  return { kind: 'invalid', problem: `${bytes} bytes or more; expected at most ${LARGEST_BYTES}` };
}

function failed(code: string): HeartbeatReading {
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  if (code === 'ELOOP') return { kind: 'untrusted', problem: 'a symbolic link; expected a plain file' };
  if (code === 'ENXIO' || code === 'ENODEV') {
    return { kind: 'untrusted', problem: 'a socket or a device; expected a plain file' };
  }
  return { kind: 'unreadable', problem: `could not be read (${code})` };
}
