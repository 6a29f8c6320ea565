// Whether somebody else could change what root is about to run, or plant something in the folder that it runs in, or among those
// in which programs are looked for. Does not look at what the program itself reads or runs.

import { delimiter, resolve } from 'node:path';

import { exposureOf, isRoot } from './exposure.ts';
import { ownPath } from './own-path.ts';
import { type Attempt, locate } from './spawn-fault.ts';

/**
 * What of a program's folder and file, and of the folders of its PATH, others than root and the user it runs as could change: *where:
 * found; expected. Do.* Undefined when nothing, or unless we are root. Root's own PATH is trusted as that is, and one that is given is not.
 */
export function findExposure(attempt: Attempt, runsAs: number): string | undefined {
  if (!isRoot()) return undefined;
  const owners = [0, runsAs];
  const { cwd, argv } = attempt;
  const exposure = [cwd, ...programs(attempt), ...givenFolders(attempt)]
    .map((path) => exposureOf(path, owners))
    .find((found) => found !== undefined);
  if (exposure === undefined) return undefined;
  const trusted = runsAs === 0 ? 'only root' : `only root and user ${runsAs}`;
  return `${argv[0]}: not to be run: ${exposure}; expected ${trusted} to be able to change what is run and its folder. Do chown and chmod go-w, or let it run as another "user".`;
}

function programs(attempt: Attempt): readonly string[] {
  const {
    argv: [name = ''],
  } = attempt;
  const isTrusted = !name.includes('/') && !isGiven(attempt);
  const file = isTrusted ? undefined : locate(name, attempt);
  return file === undefined ? [] : [file];
}

/** A line for the shell finds its programs there too, and whoever can write to a folder comes before those behind it. */
function givenFolders(attempt: Attempt): readonly string[] {
  return isGiven(attempt) ? attempt.path.split(delimiter).map((folder) => resolve(attempt.cwd, folder)) : [];
}

function isGiven({ path }: Attempt): boolean {
  return path !== ownPath(process.env);
}
