// Says in words why a program could not be started. Starts nothing.

import { accessSync, closeSync, constants, openSync, readSync, type Stats, statSync } from 'node:fs';
import { delimiter, isAbsolute, resolve } from 'node:path';

/** What was to be started. */
export interface Attempt {
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Where programs named without a slash are looked for. */
  readonly path: string;
}

const BY_CODE: Readonly<Record<string, string>> = {
  E2BIG: 'its arguments and environment are larger than the system takes. Pass less of them.',
  EAGAIN:
    'the system has no room for another process (limit of processes reached). Raise the limit or end some.',
  ENOMEM: 'the system has no memory left for another process.',
  EMFILE: 'we have too many files open. Raise the limit of open files.',
  ENFILE: 'the machine has too many files open. Raise the limit of open files.',
  ETXTBSY: 'its file is being written. Try again when that is done.',
  ENOEXEC:
    'its file is not a program of this machine. Give it a first line such as #!/bin/sh, or build it for this machine.',
  EPERM: 'the system does not permit it.',
};

const SHORTAGES: ReadonlySet<string> = new Set(['EAGAIN', 'ENOMEM', 'EMFILE', 'ENFILE', 'ENOSPC', 'EDQUOT']);

/** Whether a code tells of a machine that has no room, rather than of the program that was to be started. */
export function isShortage(code: string): boolean {
  return SHORTAGES.has(code);
}

/** The likely cause of a failed start: *where: found; expected. Do.* `code` is what the system answered. */
export function explainFailure(attempt: Attempt, code: string): string {
  const name = attempt.argv[0] ?? '';
  return findFault(attempt) ?? `${name}: ${BY_CODE[code] ?? `could not be started (${code}).`}`;
}

/** What is wrong with a program's folder, file or first line; `undefined` when nothing is. */
export function findFault(attempt: Attempt): string | undefined {
  const name = attempt.argv[0];
  if (name === undefined || name === '') return 'nothing to run; expected a program.';
  const folder = stat(attempt.cwd);
  if (folder === undefined) return `${attempt.cwd}: no such folder to run in. Make it, or correct the cwd.`;
  if (!folder.isDirectory()) return `${attempt.cwd}: not a folder; expected one to run in. Correct the cwd.`;
  if (!isAllowed(attempt.cwd)) return `${attempt.cwd}: we may not enter this folder to run in.`;
  const file = locate(name, attempt);
  if (file === undefined)
    return `${name}: no such program in ${attempt.path}. Install it, or give its full path.`;
  return findFileFault(file);
}

function findFileFault(file: string): string | undefined {
  const found = stat(file);
  if (found === undefined) return `${file}: no such file; expected a program.`;
  if (found.isDirectory()) return `${file}: a folder; expected a program.`;
  if (!isAllowed(file)) return `${file}: not executable by us. Do chmod +x, or look for a mount with noexec.`;
  return findInterpreterFault(file);
}

function findInterpreterFault(file: string): string | undefined {
  const { interpreter, isOfWindows } = parseShebang(firstLine(file)) ?? {};
  if (interpreter === undefined) return undefined;
  if (isOfWindows)
    return `${file}: its lines end as on Windows (CR LF), so the system looks for an interpreter by a wrong name. Do dos2unix.`;
  if (isAllowed(interpreter)) return undefined;
  return `${file}: its interpreter ${interpreter} does not exist or is not executable. Install it, or correct the first line.`;
}

/** What the first line of a script names as its interpreter; `undefined` where it names none. */
export function parseShebang(line: string): { interpreter: string; isOfWindows: boolean } | undefined {
  if (!line.startsWith('#!')) return undefined;
  return { interpreter: line.slice(2).trim().split(/\s/, 1)[0] ?? '', isOfWindows: line.endsWith('\r') };
}

/** The file that a name stands for, by the folders of a PATH. */
export function locate(name: string, { cwd, path }: Omit<Attempt, 'argv'>): string | undefined {
  if (name.includes('/')) return isAbsolute(name) ? name : resolve(cwd, name);
  return path
    .split(delimiter)
    .map((folder) => resolve(cwd, folder, name))
    .find((file) => stat(file)?.isFile());
}

/** What we may not look at is as good as absent: either way the program cannot be run from there. */
function stat(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function isAllowed(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function firstLine(file: string): string {
  const bytes = Buffer.alloc(256);
  try {
    const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return (
        bytes.toString('latin1', 0, readSync(descriptor, bytes, 0, bytes.length, 0)).split('\n', 1)[0] ?? ''
      );
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return '';
  }
}
