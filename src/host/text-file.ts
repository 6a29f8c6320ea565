// Small text files that we write for others to read: whole or not at all. Knows nothing of what they say.

import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from './error-code.ts';

const MODE = 0o644;

/** What the file says; undefined where there is none. Throws what the system says of another trouble. */
export function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes the file, and the folders above it, in place of a former one. */
export function putText(path: string, text: string): void {
  withDraft(path, text, (draft) => renameSync(draft, path));
}

/** Writes the file, and the folders above it; answers false, and writes nothing, where anything lies there. */
export function createText(path: string, text: string): boolean {
  try {
    withDraft(path, text, (draft) => linkSync(draft, path));
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function withDraft(path: string, text: string, publish: (draft: string) => void): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.new`;
  try {
    writeFileSync(draft, text, { flag: 'wx', mode: MODE, flush: true });
    publish(draft);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes the file, where it is there. */
export function removeText(path: string): void {
  rmSync(path, { force: true });
}
