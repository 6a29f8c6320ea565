/**
 * Remembers from one invocation to the next that a file was found correct, so that an unchanged one is not checked at every
 * tick, and what it said, for when it is wrong. It does not know what is checked, nor where the memory is kept.
 */
import { type BigIntStats, fstatSync, statSync } from 'node:fs';
import { fingerprintOf } from './fingerprint.ts';

/** What this very build keeps for itself; whatever is lost of it only costs time. */
export interface Cache {
  /** What was written last under the name; `undefined` where that is gone, or may not be trusted. */
  read(name: string): string | undefined;
  /** The same, however long ago it was written. */
  readOld(name: string): string | undefined;
  write(name: string, text: string): void;
}

/** The state of a file that was read: another one whenever its content may be another one. */
export interface Stamp {
  readonly text: string;
  /** Milliseconds since 1970 of the last change to the file. */
  readonly changedMs: number;
}

// A file can change twice within one step of its file system's clock, and look the same after the second time.
const COARSEST_CLOCK_MS = 2000;

/** The stamp of the file open as `descriptor`; `path` is how it was named. */
export function stampOf(descriptor: number, path: string): Stamp {
  const stat = fstatSync(descriptor, { bigint: true });
  return { text: textOf(stat, path), changedMs: Number(stat.ctimeMs) };
}

/** The text of the stamp that the file at `path` has now; where it cannot be looked at, a text of that failure's own. */
export function stampTextAt(path: string): string {
  try {
    return textOf(statSync(path, { bigint: true }), path);
  } catch (error) {
    return `${path} ${(error as NodeJS.ErrnoException).code}`;
  }
}

function textOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats, path: string): string {
  return [path, dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

/** Whether a file of that stamp is known to be correct. */
export function wasFoundCorrect(path: string, stamp: Stamp, cache: Cache): boolean {
  return cache.read(nameFor(path)) === stamp.text;
}

/** Remembers that the file of that stamp is correct with that text, unless it might yet change without showing it. */
export function rememberCorrect(
  path: string,
  { stamp, text }: { stamp: Stamp; text: string },
  cache: Cache,
): void {
  if (Date.now() - stamp.changedMs <= COARSEST_CLOCK_MS) return;
  cache.write(nameFor(path), stamp.text);
  cache.write(textNameFor(path), text);
}

/** What the file at `path` said when it was last found correct, where that is known. */
export function lastCorrectText(path: string, cache: Cache): string | undefined {
  return cache.readOld(textNameFor(path));
}

function nameFor(path: string): string {
  return `checked-${fingerprintOf(path)}`;
}

function textNameFor(path: string): string {
  return `correct-${fingerprintOf(path)}`;
}
