// The cgroup (v2) that a started service is put into: what is born in there stays known, and can be killed as one, whatever it
// does to its environment or its session. Where none can be made, everything goes on without.
// Does not know who belongs together: that is told to it by a name.

import { lstatSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCgroup, parseMountinfo } from './cgroup-text.ts';
import { errorCode } from './error-code.ts';
import type { Enclosure } from './host.ts';
import { type ProcFailure, readIfThere, readProcFile } from './proc-file.ts';

/** The outermost one counts: killing it kills what is in those below. */
const OURS = /^(.*?)\/watchdog-([0-9a-f]{8}(?:-[0-9a-f]{4}){2})(?:\/|$)/;

/** The name of the cgroup in which a process was put; undefined for one in none of ours. What cannot be read is no "none". */
export function enclosureNameOf(pid: number): string | undefined | ProcFailure {
  const text = readIfThere(`/proc/${pid}/cgroup`);
  if (typeof text === 'object') return text;
  const [, above, name] = OURS.exec(parseCgroup(text) ?? '') ?? [];
  return name !== undefined && isMadeByUs(folderOf(`${above}/watchdog-${name}`)) ? name : undefined;
}

/** The paths of all cgroups of a process, as the kernel lists them; undefined where that cannot be seen. */
export function cgroupsOf(pid: number): string | undefined {
  const text = readProcFile(`/proc/${pid}/cgroup`);
  return typeof text === 'string' ? text : undefined;
}

/** The folder of the cgroup in which a process was put, if it is still in the one of that name. */
export function cgroupOf(pid: number, name: string): string | undefined {
  const [, above = '', found] = OURS.exec(pathOf(pid) ?? '') ?? [];
  return found === name ? folderOf(`${above}/watchdog-${name}`) : undefined;
}

/** Makes a new cgroup of that name; answers its folder, or why not, where that cannot be done. */
export function makeCgroup({
  name,
  others,
}: Enclosure): { readonly folder: string } | { readonly why: string } {
  const base = baseFolder();
  if (base === undefined) return { why: 'no cgroup v2 is mounted' };
  removeEmpty(base, others);
  const folder = join(base, `watchdog-${name}`);
  try {
    mkdirSync(folder);
    return { folder };
  } catch (error) {
    return { why: `${folder}: it cannot be made (${errorCode(error)})` };
  }
}

/** The folder of the cgroup in which we are. */
export function folderOfOurs(): string | undefined {
  return folderOf(pathOf(process.pid));
}

/** Kills all that is in a cgroup, at once; nothing where we are in it ourselves, or the kernel is older than 5.14. */
export function killCgroup(folder: string): void {
  const ours = folderOfOurs();
  if (ours === undefined || `${ours}/`.startsWith(`${folder}/`)) return;
  try {
    writeFileSync(join(folder, 'cgroup.kill'), '1');
  } catch {
    // Whom it does not reach, signals do.
  }
}

/** Whether anything lives in a cgroup, also what we cannot see. */
export function isPopulated(folder: string): boolean {
  try {
    return readFileSync(join(folder, 'cgroup.events'), 'utf8').includes('populated 1');
  } catch (error) {
    // One that is gone was empty, for no other can go; of one that cannot be read nothing is proven.
    return !['ENOENT', 'ENODEV'].includes(errorCode(error));
  }
}

/** Removes an empty cgroup with those that its processes made below it; one in which something lives stays. */
export function removeCgroup(folder: string): void {
  if (isPopulated(folder)) return;
  try {
    for (const below of readdirSync(folder, { withFileTypes: true }))
      if (below.isDirectory()) removeCgroup(join(folder, below.name));
    rmdirSync(folder);
  } catch {
    // Somebody is in there, or it has gone already.
  }
}

/** Services that ended by themselves have left theirs. Another watchdog may just be about to put somebody into one of its own. */
function removeEmpty(base: string, names: readonly string[]): void {
  const ours = new Set(names.map((name) => `watchdog-${name}`));
  try {
    for (const name of readdirSync(base)) if (ours.has(name)) removeCgroup(join(base, name));
  } catch {
    // Then none can be made there either, which is told.
  }
}

/** Whoever may make cgroups somewhere could give one the name of one of ours. */
function isMadeByUs(folder: string | undefined): boolean {
  try {
    return folder !== undefined && lstatSync(folder).uid === process.geteuid?.();
  } catch {
    return false;
  }
}

/** Where new ones are made: in our own, or, when a service has called us, in that beside which its own lies. */
function baseFolder(): string | undefined {
  const path = pathOf(process.pid);
  return path === undefined ? undefined : folderOf((OURS.exec(path)?.[1] ?? path) || '/');
}

/** The path of a process's cgroup, as its hierarchy has it. */
function pathOf(pid: number): string | undefined {
  const text = readProcFile(`/proc/${pid}/cgroup`);
  return typeof text === 'string' ? parseCgroup(text) : undefined;
}

/** Where a path of the hierarchy lies among the files; one outside of what is mounted lies nowhere. */
function folderOf(path: string | undefined): string | undefined {
  const mounts = readProcFile('/proc/self/mountinfo');
  if (typeof mounts !== 'string' || path === undefined || path.split('/').includes('..')) return undefined;
  const { top, at } = parseMountinfo(mounts) ?? { top: '', at: '' };
  return at !== '' && `${path}/`.startsWith(`${top}/`) ? join(at, path.slice(top.length)) : undefined;
}
