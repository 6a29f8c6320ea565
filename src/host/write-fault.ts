// Why nothing can be written in a folder: its file system is full, or read-only. Writes nothing to find out.

import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { errorCode } from './error-code.ts';

/** What keeps everybody but root from writing there; undefined where nothing does, or it cannot be looked at. */
export function findWriteFault(
  folder: string,
): { readonly fileSystem: number; readonly why: string } | undefined {
  try {
    const why = isReadOnly(folder) ? 'its file system is read-only' : findWant(folder);
    return why === undefined ? undefined : { fileSystem: statSync(folder).dev, why };
  } catch {
    return undefined;
  }
}

function isReadOnly(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return false;
  } catch (error) {
    return errorCode(error) === 'EROFS';
  }
}

/** File systems without a fixed number of files tell none. */
function findWant(folder: string): string | undefined {
  const { bavail, files, ffree } = statfsSync(folder);
  if (bavail === 0) return 'its file system is full';
  return files > 0 && ffree === 0 ? 'its file system has no room for one more file' : undefined;
}
