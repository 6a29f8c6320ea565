// Where we ourselves are, for others to start us from nothing: exact paths, whatever PATH they have. Knows not who starts us.

import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { ownPath } from './own-path.ts';
import { locate } from './spawn-fault.ts';

/** Node and the program that it runs, both absolute. */
export interface OwnProgram {
  readonly node: string;
  readonly program: string;
}

const USUAL_FOLDERS = '/usr/local/bin:/usr/bin:/bin';

/** The Node and the program that are running now, links followed. */
export function ownProgram(): OwnProgram {
  return { node: process.execPath, program: realpathSync(process.argv[1] ?? '') };
}

/** Our own PATH for others, without what is relative or twice; `isOurs` false leaves out what may be of our own home. */
export function pathForOthers({ isOurs }: { readonly isOurs: boolean }): string {
  const folders = isOurs ? ownPath(process.env).split(':') : USUAL_FOLDERS.split(':');
  return [...new Set([...folders, dirname(process.execPath)])].filter(isAbsolute).join(':');
}

/** The absolute path of a program of the machine, where it has it. */
export function programOfMachine(name: string): string | undefined {
  return locate(name, { cwd: '/', path: USUAL_FOLDERS });
}

/** Whether anything lies at a path. */
export function isThere(path: string): boolean {
  return existsSync(path);
}
