// Strict reading of the one instant a heartbeat carries. `Date.parse` takes free text, 30 February and local time; this does not.

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)?$/;
const SECONDS_END = 19;
const OFFSET_LENGTH = 6;

const EARLIEST_MS = 978_307_200_000; // 2001: below it an integer is seconds, not milliseconds, and a clock was never set
const LATEST_MS = 4_133_980_800_000; // 2101
const MS_PER_DAY = 86_400_000;

/**
 * Milliseconds since 1970 of an RFC 3339 text (one without offset is UTC) or of an integer of milliseconds, from 2001 on;
 * undefined for all else. A text may be of 1970: so does a host count whose clock was not set yet.
 */
export function parseTimestamp(value: unknown): number | undefined {
  const isText = typeof value === 'string';
  const ms = isText ? parseText(value) : value;
  const earliestMs = isText ? 0 : EARLIEST_MS;
  const isGood = Number.isSafeInteger(ms) && (ms as number) >= earliestMs && (ms as number) < LATEST_MS;
  return isGood ? (ms as number) : undefined;
}

/** Whether a clock that shows this time may have been set. */
export function isPlausible(ms: number): boolean {
  return ms >= EARLIEST_MS && ms < LATEST_MS;
}

/** By place: every part but the fraction has its fixed one, and pieces of text cost more than all the rest. */
function parseText(text: string): number | undefined {
  if (!RFC_3339.test(text)) return undefined;
  const date = daysSince1970(
    twoDigits(text, 0) * 100 + twoDigits(text, 2),
    twoDigits(text, 5),
    twoDigits(text, 8),
  );
  const time = msOfDay(twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17));
  const offset = offsetMs(text);
  if (date === undefined || time === undefined || offset === undefined) return undefined;
  return date * MS_PER_DAY + time + fractionMs(text) - offset;
}

function twoDigits(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}

/** NaN beyond the end. */
function digit(text: string, at: number): number {
  return text.charCodeAt(at) - 48;
}

/** Whole milliseconds, cut off. */
function fractionMs(text: string): number {
  if (text[SECONDS_END] !== '.') return 0;
  let ms = 0;
  for (let place = 100, at = SECONDS_END + 1; place >= 1 && isDigit(digit(text, at)); place /= 10, at += 1)
    ms += digit(text, at) * place;
  return ms;
}

function isDigit(found: number): boolean {
  return found >= 0 && found <= 9;
}

/** A time without an offset is UTC. */
function offsetMs(text: string): number | undefined {
  const at = text.length - OFFSET_LENGTH;
  const sign = text[at];
  if (at < SECONDS_END || (sign !== '+' && sign !== '-')) return 0;
  const ms = msOfDay(twoDigits(text, at + 1), twoDigits(text, at + 4), 0);
  return ms !== undefined && sign === '-' ? -ms : ms;
}

function msOfDay(hour: number, minute: number, second: number): number | undefined {
  if (hour > 23 || minute > 59 || second > 60) return undefined; // 60 is a leap second
  return ((hour * 60 + minute) * 60 + second) * 1000;
}

/** Days from 1970-01-01 to a date of the Gregorian calendar; undefined when there is no such date. */
function daysSince1970(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  // Count years from March, so that the leap day is the last day of one.
  const y = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
