// Reads an instant as people write it on a command line: as a time, or as how long ago it was.

import { UsageError } from '../errors.ts';
import { readDuration } from './duration.ts';

const LONGEST_TEXT = 40;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{2}:\d{2}(:\d{2})?$/;
const DATE_AND_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;

// East of Greenwich 1970 began up to so much earlier.
const EARLIEST_MS = -14 * 3_600_000;

/**
 * Milliseconds since 1970 of `2026-11-20`, `2026-11-20T10:00`, `10:00` (today) or `90m` (ago); without a zone it is this
 * machine's. Throws UsageError for anything else, and for what is still to come or before 1970.
 */
export function readInstant(text: string, nowMs: number): number {
  const ms = text.length > LONGEST_TEXT ? Number.NaN : instantOf(text, nowMs);
  if (ms >= EARLIEST_MS && ms <= nowMs) return ms;
  if (Number.isFinite(ms))
    throw new UsageError(
      `command line: found ${JSON.stringify(text)}, which is ${ms > nowMs ? 'still to come' : 'before 1970'}; expected an instant of which something can be on record.`,
      { hint: 'Name one that is past, such as 90m for ninety minutes ago.' },
    );
  throw new UsageError(
    `command line: found ${JSON.stringify(text.slice(0, LONGEST_TEXT))}; expected an instant.`,
    { hint: 'Write it such as 10:00, 2026-11-20T10:00, 2026-11-20T10:00Z, or 90m for ninety minutes ago.' },
  );
}

function instantOf(text: string, nowMs: number): number {
  if (DATE_AND_TIME.test(text)) return Date.parse(text.replace(' ', 'T'));
  // By the language a date alone would be one of UTC.
  if (DATE.test(text)) return Date.parse(`${text}T00:00`);
  if (TIME.test(text)) return Date.parse(`${localDate(nowMs)}T${text}`);
  return nowMs - durationOf(text);
}

function localDate(ms: number): string {
  const now = new Date(ms);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function durationOf(text: string): number {
  try {
    return readDuration(text);
  } catch {
    return Number.NaN;
  }
}
