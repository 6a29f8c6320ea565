// Opens a log, which whoever writes it may have put anything in place of. Links are followed, for logs often are some
// (docs/decisions/log-links.md); nothing is waited for. Reads no word of it.

import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { errorCode } from '../host/error-code.ts';

/** An open log. */
export interface LogFile {
  readonly inode: string;
  readonly size: number;
  /** When it was last written, in a form that only tells whether it was since. */
  readonly written: string;
  read(from: number, bytes: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** Why it cannot be looked at: it is not there, which tells of its service, or all else, which does not. */
export interface NoLog {
  readonly kind: 'failed' | 'unknown';
  readonly detail: string;
}

const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/** Opens a log for reading; whoever calls closes it. */
export async function openLog(path: string): Promise<LogFile | NoLog> {
  let handle: FileHandle;
  try {
    handle = await open(path, FLAGS);
  } catch (error) {
    return noLog(path, errorCode(error));
  }
  const stat = await handle.stat({ bigint: true });
  const problem = await problemOf(path, stat);
  if (problem === undefined) return { ...whatItIs(stat), ...handOver(handle) };
  await handle.close();
  return { kind: 'unknown', detail: `${path}: ${problem}` };
}

function whatItIs({ ino, size, mtimeNs }: BigIntStats): Pick<LogFile, 'inode' | 'size' | 'written'> {
  return { inode: String(ino), size: Number(size), written: String(mtimeNs) };
}

function handOver(handle: FileHandle): Pick<LogFile, 'read' | 'close'> {
  return {
    read: async (from, bytes) => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, from);
      return buffer.subarray(0, bytesRead);
    },
    close: () => handle.close(),
  };
}

function noLog(path: string, code: string): NoLog {
  const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
  return isMissing
    ? { kind: 'failed', detail: `${path}: there is no such file` }
    : { kind: 'unknown', detail: `${path}: could not be opened (${code})` };
}

async function problemOf(path: string, stat: BigIntStats): Promise<string | undefined> {
  return stat.isFile() ? strangerBehind(path, Number(stat.uid)) : 'not a plain file; expected one';
}

/** Whoever laid a link must not have us read for him what is another's. */
async function strangerBehind(path: string, ownerUid: number): Promise<string | undefined> {
  const link = await lstat(path).catch(() => undefined);
  if (link === undefined || !link.isSymbolicLink()) return undefined;
  const trusted = [0, ownerUid, process.geteuid?.() ?? 0];
  return trusted.includes(link.uid)
    ? undefined
    : `a link of user ${link.uid} to a file of user ${ownerUid}; expected a file, or a link by its owner`;
}
