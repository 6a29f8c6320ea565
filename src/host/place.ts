// Whether we may go along a path, and how much room there is at its end. Knows not what for.

import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { errorCode } from './error-code.ts';

const NEEDS = { read: constants.R_OK, write: constants.W_OK | constants.X_OK } as const;

/** What keeps us from going along an absolute path and reading, or writing into, its end; undefined where nothing does. What is not there can be made where we may write. */
export function barrierTo(path: string, need: keyof typeof NEEDS): string | undefined {
  const there = nearestThere(path);
  const folders = there === path ? waysTo(dirname(path)) : waysTo(there);
  for (const folder of folders) {
    const why = refusal(folder, constants.X_OK);
    if (why !== undefined) return `${folder} may not be entered by us (${why}); expected that we may`;
  }
  if (there !== path && need === 'read') return undefined;
  const why = refusal(there, there === path ? NEEDS[need] : NEEDS.write);
  return why === undefined
    ? undefined
    : `${there} may not be ${need === 'read' ? 'read' : 'written'} by us (${why}); expected that we may`;
}

/** The path itself, or the last of its folders that is there. */
export function nearestThere(path: string): string {
  return existsSync(path) || path === sep ? path : nearestThere(dirname(path));
}

/** What is left for us at a path that is there; of the number of files some file systems know nothing. */
export function roomAt(path: string): { readonly bytes: number; readonly files: number | undefined } {
  const { bavail, bsize, ffree, files } = statfsSync(path);
  return { bytes: bavail * bsize, files: files === 0 ? undefined : ffree };
}

/** The folders on the way to a folder, itself the last. */
function waysTo(folder: string): readonly string[] {
  const names = folder.split(sep).filter((name) => name !== '');
  return [sep, ...names.map((_, index) => join(sep, ...names.slice(0, index + 1)))];
}

function refusal(path: string, mode: number): string | undefined {
  try {
    accessSync(path, mode);
    return undefined;
  } catch (error) {
    return errorCode(error);
  }
}
