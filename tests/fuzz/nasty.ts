// Bytes and documents that programs stumble over, made by chance and by malice.

import fc from 'fast-check';

/** The largest heartbeat file that is read. */
const CAP_BYTES = 64 * 1024;

/** Texts that are made to make a parser slow: nested, repeated, nearly right. */
const LONG: readonly string[] = [
  '['.repeat(CAP_BYTES),
  '{"a":'.repeat(10_000),
  `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
  `"${'\\u0000'.repeat(10_000)}"`,
  `${'1'.repeat(60_000)}`,
  `{${'"a":1,'.repeat(9000)}"a":1}`,
  ' '.repeat(CAP_BYTES),
  '/*'.repeat(30_000),
  '//\n'.repeat(20_000),
  '\u001b[2J'.repeat(10_000),
  `2026-02-05T06:17:29.${'0'.repeat(60_000)}Z`,
  '-'.repeat(CAP_BYTES),
  ') '.repeat(30_000),
  `WATCHDOG_KEY=${'x'.repeat(60_000)}\0`,
];

/** Any text: random, or one of the nasty ones, or a good one with a bite taken out of it. */
export function texts(...good: readonly string[]): fc.Arbitrary<string> {
  const bitten = fc
    .record({
      text: fc.constantFrom(...good),
      from: fc.nat(400),
      length: fc.nat(40),
      put: fc.string({ unit: 'binary' }),
    })
    .map(({ text, from, length, put }) => text.slice(0, from) + put + text.slice(from + length));
  return fc.oneof(
    { weight: 4, arbitrary: bitten },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    { weight: 2, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.constantFrom(...LONG) },
  );
}

/** Any bytes; most of them spell a text. */
export function bytes(...good: readonly string[]): fc.Arbitrary<Buffer> {
  return fc.oneof(
    { weight: 3, arbitrary: texts(...good).map((text) => Buffer.from(text, 'utf8')) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }).map((raw) => Buffer.from(raw)) },
  );
}

/** Any value that JSON can hold, and a good document with one field replaced by such a value. */
export function documents(good: object): fc.Arbitrary<unknown> {
  const changed = fc
    .record({ field: fc.constantFrom(...Object.keys(good)), value: fc.jsonValue({ maxDepth: 3 }) })
    .map(({ field, value }) => ({ ...good, [field]: value }));
  return fc.oneof(fc.jsonValue({ maxDepth: 4 }), changed);
}
