// Strict reading of the one instant a heartbeat carries. `Date.parse` takes free text, 30 February and local time; this does not.

const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))?$/;

const EARLIEST_MS = 978_307_200_000; // 2001: below it an integer is seconds, not milliseconds
const LATEST_MS = 4_133_980_800_000; // 2101
const MS_PER_DAY = 86_400_000;

/**
 * Milliseconds since 1970 of an RFC 3339 text (one without offset is UTC) or of an integer of milliseconds;
 * undefined for all else.
 */
export function parseTimestamp(value: unknown): number | undefined {
  const ms = typeof value === 'string' ? parseText(value) : value;
  return Number.isSafeInteger(ms) && isPlausible(ms as number) ? (ms as number) : undefined;
}

function parseText(text: string): number | undefined {
  const match = RFC_3339.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, sign, offsetHour, offsetMinute] = match;
  const date = daysSince1970(Number(year), Number(month), Number(day));
  const time = msOfDay(Number(hour), Number(minute), Number(second));
  const offset = msOfDay(Number(offsetHour ?? 0), Number(offsetMinute ?? 0), 0);
  if (date === undefined || time === undefined || offset === undefined) return undefined;
  const ms = date * MS_PER_DAY + time + Math.floor(Number(`0.${fraction ?? '0'}`) * 1000);
  return sign === '-' ? ms + offset : ms - offset;
}

function isPlausible(ms: number): boolean {
  return ms >= EARLIEST_MS && ms < LATEST_MS;
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
