// Reads single values of a file that somebody has written by hand. Each says where it stands when it is not what was expected.

import { ConfigError } from '../../errors.ts';

/** An object whose fields are yet to be looked at, and where it stands: `timeline.json: events[2]`. */
export interface Fields {
  readonly at: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const LONGEST_SHOWN = 60;

/** The value as an object that has no other fields than these. */
export function fields(value: unknown, at: string, known: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(at, value, 'an object');
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined) throw wrong(at, unknown, `only ${known.join(', ')}`);
  return { at, values: value as Fields['values'] };
}

/** A field as a list, each of its values read by `read`; none where it is missing. */
export function list<T>(of: Fields, name: string, read: (value: unknown, at: string) => T): readonly T[] {
  const value = of.values[name] ?? [];
  if (!Array.isArray(value)) throw wrong(`${of.at}.${name}`, value, 'a list');
  return value.map((one, index) => read(one, `${of.at}.${name}[${index}]`));
}

/** A field as milliseconds: a number is seconds, a text such as `90s` or `1h30m`; undefined where it is missing. */
export function duration(of: Fields, name: string): number | undefined {
  const value = of.values[name];
  if (value === undefined) return undefined;
  const ms = typeof value === 'number' ? value * 1000 : typeof value === 'string' ? msOf(value) : undefined;
  if (ms !== undefined && Number.isFinite(ms)) return ms;
  throw wrong(`${of.at}.${name}`, value, 'a length of time such as 90s or 1h30m');
}

function msOf(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  const bare = text.replace(/^-/, '').slice(0, LONGEST_SHOWN);
  const parts = [...bare.matchAll(/(\d{1,12}(?:\.\d{1,9})?)(ms|[smhd])/g)];
  const isWhole = parts.length > 0 && parts.map(([part]) => part).join('') === bare;
  const sum = parts.reduce((all, [, amount, unit]) => all + Number(amount) * (UNITS_MS[unit ?? ''] ?? 0), 0);
  return isWhole ? sign * sum : undefined;
}

/** A field as one of some words; undefined where it is missing. */
export function word<const W extends string>(of: Fields, name: string, words: readonly W[]): W | undefined {
  const value = of.values[name];
  if (value === undefined) return undefined;
  const found = words.find((one) => one === value);
  if (found === undefined) throw wrong(`${of.at}.${name}`, value, `one of ${words.join(', ')}`);
  return found;
}

/** What must not be missing. */
export function needed<T>(value: T | undefined, of: Fields, name: string): T {
  if (value === undefined) throw wrong(of.at, 'nothing', `\`${name}\``);
  return value;
}

/** A mistake in such a file. */
export function wrong(at: string, found: unknown, expected: string): ConfigError {
  const shown = JSON.stringify(found)?.slice(0, LONGEST_SHOWN) ?? 'nothing';
  return new ConfigError(`${at}: found ${shown}; expected ${expected}.`, {
    hint: 'Correct the file; the examples that come with watchdog have two timelines.',
  });
}
