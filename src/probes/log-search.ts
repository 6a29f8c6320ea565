// Searches what was written to a log since the last look, line by line. Whole lines are searched once; one that has no end yet
// is searched again when it has grown.

import type { LogProbe } from '../config/check.ts';
import type { Mark, Reading } from '../core/checks/reading.ts';
import { visibleTail } from '../host/visible-text.ts';
import { readPattern, type SafePattern } from '../safe-pattern.ts';
import type { LogFile } from './log-file.ts';
import type { Means } from './means.ts';

/** Read at once; a line that is longer is searched in pieces. */
const PART_BYTES = 65_536;
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_CHARACTERS = 200;
const NEWLINE = 10;

/** Fails when a new line matches; the first look only notes where the file ends. */
export async function searchNew(
  { mustNotMatch }: LogProbe,
  file: LogFile,
  { mark, timeoutSeconds }: Pick<Means, 'mark' | 'timeoutSeconds'>,
): Promise<Reading> {
  if (mustNotMatch === undefined) return { kind: 'passed', detail: '' };
  const pattern = readPattern(mustNotMatch);
  if ('problem' in pattern) return { kind: 'unknown', detail: pattern.problem };
  // What was found so far is told: half of the time is left for that.
  const untilMs = performance.now() + timeoutSeconds * 500;
  const from = beginningOfNew(file, mark);
  const { line, offset, isAll } = await searchFrom(from, file, { pattern, untilMs });
  const rest = isAll ? [] : ['more is new than can be searched at once; the next look goes on there'];
  const found = line === undefined ? [] : [`a line matches ${JSON.stringify(mustNotMatch)}: ${tell(line)}`];
  const kind = line !== undefined ? 'failed' : isAll ? 'passed' : 'degraded';
  return { kind, detail: [...found, ...rest].join('; '), mark: { offset } };
}

/** A file that is another one, or shorter than it was, is new as a whole. */
function beginningOfNew({ inode, size }: LogFile, mark: Mark | undefined): number {
  if (mark?.offset === undefined) return size;
  const offset = Number(mark.offset);
  return mark.inode === inode && offset <= size ? offset : 0;
}

interface Found {
  /** The first that matches. */
  readonly line: string | undefined;
  /** Where the next look begins. */
  readonly offset: number;
  readonly isAll: boolean;
}

/** From there to the end, or as far as it comes. */
async function searchFrom(
  from: number,
  file: LogFile,
  { pattern, untilMs }: { pattern: SafePattern; untilMs: number },
): Promise<Found> {
  let line: string | undefined;
  let offset = from;
  while (offset < file.size) {
    if (offset - from >= MOST_BYTES || performance.now() > untilMs) return { line, offset, isAll: false };
    const part = linesIn(await file.read(offset, Math.min(PART_BYTES, file.size - offset)));
    const match = part.lines.find(pattern.isIn);
    line ??= match;
    // A line without end that matched is not to match again when it is ended.
    if (part.isUnfinished) return { line, offset: match === undefined ? offset : file.size, isAll: true };
    offset += part.length;
  }
  return { line, offset, isAll: true };
}

/** The whole lines at the beginning of what was read, or the one that has no end, there or yet. */
function linesIn(bytes: Buffer): { lines: readonly string[]; length: number; isUnfinished: boolean } {
  const end = bytes.lastIndexOf(NEWLINE);
  const isUnfinished = end < 0 && bytes.length < PART_BYTES;
  const lines = bytes.toString('utf8', 0, end < 0 ? bytes.length : end).split('\n');
  return { lines, length: end < 0 ? bytes.length : end + 1, isUnfinished };
}

function tell(line: string): string {
  return visibleTail(Buffer.from(line)).slice(0, MOST_CHARACTERS);
}
