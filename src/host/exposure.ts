// Who else could change what a path leads to. What others can change, they could have root read, believe or run.
// Does not know what is asked about, nor what follows from the answer.

import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { dirname, isAbsolute, join, sep } from 'node:path';

import { errorCode } from './error-code.ts';

/** Whether others could gain by what we run or believe of a config: only root asks that. */
export function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

/** Who may change what a path leads to. */
interface Trusted {
  readonly owners: readonly number[];
  readonly isTrustedGroup: (gid: number) => boolean;
}

/** Where we are on the way along a path. */
interface Place {
  readonly at: string;
  /** The names still to come. */
  readonly ahead: readonly string[];
  /** In its folder anybody may make names, though not take away those of others: as in /tmp. */
  readonly isInSharedFolder: boolean;
  readonly linksLeft: number;
}

// More than any system follows: who goes beyond is in a circle, which leads nowhere.
const MOST_LINKS = 100;
const BY_GROUP = 0o020;
const BY_EVERYBODY = 0o002;
const STICKY = 0o1000;

/**
 * The first part of an absolute path, of its folders and links from `/` on, that somebody else than the `owners` (user ids)
 * could change: in words, such as `/srv/web is writable by everybody (mode 777)`. Undefined when nobody could. A group may write
 * where it is trusted: none is, unless said.
 */
export function exposureOf(
  path: string,
  owners: readonly number[],
  isTrustedGroup: (gid: number) => boolean = () => false,
): string | undefined {
  const start = { at: sep, ahead: namesIn(path), isInSharedFolder: false, linksLeft: MOST_LINKS };
  return follow(start, { owners, isTrustedGroup });
}

function follow(place: Place, trusted: Trusted): string | undefined {
  const { at, ahead, isInSharedFolder, linksLeft } = place;
  const stat = look(at);
  if (typeof stat === 'string') return `${at} could not be looked at (${stat})`;
  if (stat === undefined) return isInSharedFolder ? `${at} is not there, and others may make it` : undefined;
  const fault = ownFault(place, stat, trusted);
  if (fault !== undefined) return fault;
  if (stat.isSymbolicLink()) return linksLeft === 0 ? undefined : followLink(place, trusted);
  const [next, ...rest] = ahead;
  if (next === undefined) return undefined;
  const isShared = isWritableByOthers(stat, trusted);
  return follow({ at: join(at, next), ahead: rest, isInSharedFolder: isShared, linksLeft }, trusted);
}

function followLink({ at, ahead, linksLeft }: Place, trusted: Trusted): string | undefined {
  const target = readlinkSync(at);
  const from = isAbsolute(target) ? sep : dirname(at);
  const names = [...namesIn(target), ...ahead];
  return follow({ at: from, ahead: names, isInSharedFolder: false, linksLeft: linksLeft - 1 }, trusted);
}

/** What is wrong with this part alone. */
function ownFault(place: Place, stat: Stats, trusted: Trusted): string | undefined {
  const { at, ahead, isInSharedFolder } = place;
  if (!trusted.owners.includes(stat.uid)) return `${at} belongs to user ${stat.uid}`;
  // A second name for somebody's file may be made by anybody where the kernel's fs.protected_hardlinks is off.
  if (isInSharedFolder && !stat.isDirectory() && stat.nlink > 1) return `${at} has other names as well`;
  const isWritable = !stat.isSymbolicLink() && isWritableByOthers(stat, trusted);
  // Where a folder is sticky, what lies in it stays its owner's; new names in it are anybody's.
  const isHarmless = ahead.length > 0 && (stat.mode & STICKY) !== 0;
  return isWritable && !isHarmless ? `${at} is writable by ${writers(stat)}` : undefined;
}

function isWritableByOthers({ mode, gid }: Stats, { isTrustedGroup }: Trusted): boolean {
  return (mode & BY_EVERYBODY) !== 0 || ((mode & BY_GROUP) !== 0 && !isTrustedGroup(gid));
}

function writers({ mode, gid }: Stats): string {
  const octal = (mode & 0o7777).toString(8);
  return (mode & BY_EVERYBODY) === 0 ? `group ${gid} (mode ${octal})` : `everybody (mode ${octal})`;
}

/** Undefined where there is nothing; the system's code where it does not say. */
function look(path: string): Stats | string | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : code;
  }
}

function namesIn(path: string): readonly string[] {
  return path.split(sep).filter((name) => name !== '' && name !== '.');
}
