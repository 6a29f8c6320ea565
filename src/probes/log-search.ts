// Searches what was written to a log since the last look, line by line. Whole lines are searched once; one that has no end yet
// is searched again when it has grown.

import type { LogProbe } from '../config/check.ts';
import type { Mark, Reading } from '../core/checks/reading.ts';
import { visibleTail } from '../host/visible-text.ts';
import { readPattern } from '../safe-pattern.ts';
import type { LogFile } from './log-file.ts';

const MOST_BYTES = 65_536;
const MOST_CHARACTERS = 200;
const NEWLINE = 10;

/** Fails when a new line matches; the first look only notes where the file ends. */
export function searchNew({ mustNotMatch }: LogProbe, file: LogFile, mark: Mark | undefined): Reading {
  if (mustNotMatch === undefined) return { kind: 'passed', detail: '' };
  const pattern = readPattern(mustNotMatch);
  if ('problem' in pattern) return { kind: 'unknown', detail: pattern.problem };
  const from = beginningOfNew(file, mark);
  const bytes = file.read(Math.max(from, file.size - MOST_BYTES), Math.min(file.size - from, MOST_BYTES));
  const lines = bytes.toString('utf8').split('\n');
  const index = lines.findIndex(pattern.isIn);
  if (index >= 0) {
    const said = visibleTail(Buffer.from(lines[index] ?? '')).slice(0, MOST_CHARACTERS);
    // A line without end that matched is not to match again when it is ended.
    const offset = file.size - (index === lines.length - 1 ? 0 : unfinished(bytes));
    return {
      kind: 'failed',
      detail: `a line matches ${JSON.stringify(mustNotMatch)}: ${said}`,
      mark: { offset },
    };
  }
  const isSkipped = file.size - from > MOST_BYTES;
  const detail = isSkipped ? 'more than 64 KiB were new, of which only the last were searched' : '';
  return { kind: isSkipped ? 'degraded' : 'passed', detail, mark: { offset: file.size - unfinished(bytes) } };
}

/** A file that is another one, or shorter than it was, is new as a whole. */
function beginningOfNew({ inode, size }: LogFile, mark: Mark | undefined): number {
  if (mark?.offset === undefined) return size;
  const offset = Number(mark.offset);
  return mark.inode === inode && offset <= size ? offset : 0;
}

/** The length of a last line that has no end yet; none of one that is as long as we read. */
function unfinished(bytes: Buffer): number {
  const length = bytes.length - 1 - bytes.lastIndexOf(NEWLINE);
  return length === MOST_BYTES ? 0 : length;
}
