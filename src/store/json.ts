// Reads moments and waits that are stored as JSON. Such a column can be edited by hand, so every field is looked at, and
// only known ones are taken over. Throws a TypeError that names the wrong field.

import type { Moment, Wait } from '../core/moment.ts';

/** An object whose fields are yet to be looked at. */
type Fields = Readonly<Record<string, unknown>>;

/** The value as a moment. */
export function moment(value: unknown, name: string): Moment {
  const found = object(value, name);
  return {
    wallMs: number(found, 'wallMs'),
    bootMs: number(found, 'bootMs'),
    monotonicMs: number(found, 'monotonicMs'),
    bootId: text(found, 'bootId'),
  };
}

/** The value as a wait. */
export function wait(value: unknown): Wait {
  const found = object(value, 'wait');
  return { since: moment(found.since, 'since'), durationMs: number(found, 'durationMs') };
}

/** What `read` makes of the value, where there is one. */
export function optional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined || value === null ? undefined : read(value);
}

/** The value as an object. */
export function object(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null) throw new TypeError(`${name} is not an object`);
  return value as Fields;
}

/** A field as a finite number. */
export function number(found: Fields, name: string): number {
  const value = found[name];
  if (!Number.isFinite(value)) throw new TypeError(`${name} is not a number`);
  return value as number;
}

/** A field as a text. */
export function text(found: Fields, name: string): string {
  const value = found[name];
  if (typeof value !== 'string') throw new TypeError(`${name} is not a text`);
  return value;
}
