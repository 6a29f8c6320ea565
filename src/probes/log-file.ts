// Opens a log, which whoever writes it may have put anything in place of. Links are followed, for logs often are some
// (docs/decisions/log-links.md); nothing is waited for. Reads no word of it.

import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { errorCode } from '../host/error-code.ts';

/** An open log. */
export interface LogFile {
  readonly inode: string;
  readonly size: number;
  /** When it was last written, in a form that only tells whether it was since. */
  readonly written: string;
  read(from: number, bytes: number): Buffer;
  close(): void;
}

/** Why it cannot be looked at: it is not there, which tells of its service, or all else, which does not. */
export interface NoLog {
  readonly kind: 'failed' | 'unknown';
  readonly detail: string;
}

const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/** Opens a log for reading; whoever calls closes it. */
export function openLog(path: string): LogFile | NoLog {
  let descriptor: number;
  try {
    descriptor = openSync(path, FLAGS);
  } catch (error) {
    return noLog(path, errorCode(error));
  }
  const stat = fstatSync(descriptor, { bigint: true });
  const close = () => closeSync(descriptor);
  const problem = stat.isFile() ? strangerBehind(path, Number(stat.uid)) : 'not a plain file; expected one';
  if (problem !== undefined) {
    close();
    return { kind: 'unknown', detail: `${path}: ${problem}` };
  }
  return {
    inode: String(stat.ino),
    size: Number(stat.size),
    written: String(stat.mtimeNs),
    read: (from, bytes) => readFrom(descriptor, from, bytes),
    close,
  };
}

function noLog(path: string, code: string): NoLog {
  const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
  return isMissing
    ? { kind: 'failed', detail: `${path}: there is no such file` }
    : { kind: 'unknown', detail: `${path}: could not be opened (${code})` };
}

/** Whoever laid a link must not have us read for him what is another's. */
function strangerBehind(path: string, ownerUid: number): string | undefined {
  const link = lstatSync(path, { throwIfNoEntry: false });
  if (link === undefined || !link.isSymbolicLink()) return undefined;
  const trusted = [0, ownerUid, process.geteuid?.() ?? 0];
  return trusted.includes(link.uid)
    ? undefined
    : `a link of user ${link.uid} to a file of user ${ownerUid}; expected a file, or a link by its owner`;
}

function readFrom(descriptor: number, from: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  return buffer.subarray(0, readSync(descriptor, buffer, 0, bytes, from));
}
