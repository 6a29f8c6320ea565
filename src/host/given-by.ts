// Who gave a process its environment: the user who started the program that it runs. The kernel keeps that for the program
// beside its environment, so that neither a set-user-id bit nor what it became since can change it.

import { readlinkSync } from 'node:fs';
import { endianness } from 'node:os';

import { readProcFile } from './proc-file.ts';

const ENTRY_BYTES = 16;
const AT_UID = 11n;

/** That user, as far as the kernel tells it in our terms; in a user namespace of his own anybody is root. */
export function readGivenBy(pid: number): number | undefined {
  if (userNamespace(pid) !== userNamespace('self')) return undefined;
  const text = readProcFile(`/proc/${pid}/auxv`);
  return typeof text === 'string' ? givenByIn(Buffer.from(text, 'latin1')) : undefined;
}

/** The same in what an auxv file holds: pairs of two words; `undefined` in one of a program with shorter words. */
export function givenByIn(auxv: Buffer): number | undefined {
  const word = (at: number): bigint =>
    endianness() === 'LE' ? auxv.readBigUInt64LE(at) : auxv.readBigUInt64BE(at);
  for (let at = 0; at + ENTRY_BYTES <= auxv.length; at += ENTRY_BYTES)
    if (word(at) === AT_UID) return Number(word(at + ENTRY_BYTES / 2));
  return undefined;
}

function userNamespace(pid: number | 'self'): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/user`);
  } catch {
    return undefined;
  }
}
