// Shows a value that somebody else wrote: a heartbeat or an environment may hold anything, terminal escapes too.

const LONGEST = 40;

/** A found value in a few printable characters. */
export function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return `"${value.slice(0, LONGEST).replace(/[^\x20-\x7e]/g, '?')}"`;
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return String(value);
}
