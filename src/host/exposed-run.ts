// Whether somebody else could change what root is about to run, or plant something in the folder that it runs in.
// Does not look at what the program itself reads or runs.

import { resolve } from 'node:path';

import { exposureOf, isRoot } from './exposure.ts';
import type { Attempt } from './spawn-fault.ts';

/**
 * What of a program's folder and file others than root and the user it runs as could change: *where: found; expected. Do.*
 * Undefined when nothing, or unless we are root. A name without a slash is looked up by root's own PATH, and trusted as that is.
 */
export function findExposure(
  { argv: [name = ''], cwd }: Omit<Attempt, 'path'>,
  runsAs: number,
): string | undefined {
  if (!isRoot()) return undefined;
  const owners = [0, runsAs];
  const exposure =
    exposureOf(cwd, owners) ?? (name.includes('/') ? exposureOf(resolve(cwd, name), owners) : undefined);
  if (exposure === undefined) return undefined;
  const trusted = runsAs === 0 ? 'only root' : `only root and user ${runsAs}`;
  return `${name}: not to be run: ${exposure}; expected ${trusted} to be able to change what is run and its folder. Do chown and chmod go-w, or let it run as another "user".`;
}
