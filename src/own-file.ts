// How we make files of our own: ours to write, our group's to read, nobody else's business, and only where no link, FIFO or
// device lies in their place. Knows not what is written.

import { closeSync, constants, existsSync, lstatSync, mkdirSync, openSync, rmSync } from 'node:fs';

const OWN_UMASK = 0o027;
const FILE_MODE = 0o640;
const FOLDER_MODE = 0o750;

/** Runs `work`, which must be synchronous, under our own umask; the process gets its former one back. */
export function withOwnUmask<T>(work: () => T): T {
  const former = process.umask(OWN_UMASK);
  try {
    return work();
  } finally {
    process.umask(former);
  }
}

/** Makes a folder, and those above it, where they are missing. */
export function makeOwnFolder(path: string): void {
  withOwnUmask(() => mkdirSync(path, { recursive: true, mode: FOLDER_MODE }));
}

/** Opens a file for writing, which is made when missing; answers the descriptor, and throws what the system says. */
export function openOwnFile(path: string, how: 'append' | 'replace'): number {
  // A FIFO would make the open wait for a reader.
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile()) {
    throw new Error(`${path}: not a plain file; expected one, or none. Remove it or configure another path.`);
  }
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_TRUNC, O_WRONLY } = constants;
  const flags = O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | (how === 'append' ? 0 : O_TRUNC);
  return withOwnUmask(() => openSync(path, flags, FILE_MODE));
}

/** Leaves a mark that something is so; false where it lay there before, and true where none can be left. */
export function leaveMark(path: string): boolean {
  if (existsSync(path)) return false;
  try {
    closeSync(openOwnFile(path, 'replace'));
  } catch {
    // Told once too often is better than never.
  }
  return true;
}

/** Takes a mark away; whether one lay there. */
export function takeMark(path: string): boolean {
  if (!existsSync(path)) return false;
  rmSync(path, { force: true });
  return true;
}
