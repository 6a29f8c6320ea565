// Every regular expression of ours, taken from the sources as they are, takes no longer than it takes to read its text, whatever
// that is: none of them can be kept busy by who writes a file for us, or calls a process by a strange name.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';
import { ROOT } from '../support/markdown.ts';

const LENGTH = 64 * 1024;
const MOST_MS = 50;

/** A regular expression and the file it is from. */
type Found = readonly [pattern: string, flags: string, file: string];

const SOURCES = ['src', 'heartbeat-writer/src'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => `${folder}/${name}`),
);

/** All values anywhere below one. */
function* within(value: unknown): Generator<object> {
  if (typeof value !== 'object' || value === null) return;
  yield value;
  for (const part of Object.values(value)) yield* within(part);
}

function literalsIn(file: string): readonly Found[] {
  const tree = parseSync(readFileSync(join(ROOT, file), 'utf8'), { syntax: 'typescript', target: 'es2022' });
  return [...within(tree)].flatMap((node) => {
    const { type, pattern, flags } = node as { type?: string; pattern?: string; flags?: string };
    return type === 'RegExpLiteral' ? [[pattern ?? '', flags ?? '', file] as const] : [];
  });
}

/** What the schema has the validators compile. */
function patternsOfSchema(): readonly Found[] {
  const file = 'config.schema.json';
  const schema = JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
  const patterns = [...within(schema)].flatMap((node) => {
    const { pattern, patternProperties = {} } = node as { pattern?: unknown; patternProperties?: object };
    return [...(typeof pattern === 'string' ? [pattern] : []), ...Object.keys(patternProperties)];
  });
  return patterns.map((pattern) => [pattern, 'u', file] as const);
}

const ALL = [...SOURCES.flatMap(literalsIn), ...patternsOfSchema()];
const DISTINCT = [...new Map(ALL.map((found) => [`/${found[0]}/${found[1]}`, found])).values()];

const KINDS = [
  ' ',
  '\t',
  '\n',
  '\r',
  '\0',
  'a',
  'Z',
  '0',
  '.',
  '-',
  '_',
  ':',
  ',',
  '/',
  '\\',
  '"',
  '=',
  '\u001b',
  '\u00e9',
  '\u202e',
  '\ud800',
];
const ENDS = ['', '\0', '\n', '!', ' '];

/** The letters with which a pattern begins, so that a text gets past them. */
function opening(pattern: string): string {
  const [letters = ''] = /^[\w :,#-]*/.exec(pattern.replace(/^\^/, '')) ?? [];
  return letters;
}

/** Long texts that are nearly what a pattern looks for, again and again. */
function* nastyTexts(pattern: string): Generator<string> {
  const begin = opening(pattern);
  const kinds = [...new Set([...KINDS, ...pattern])];
  for (const kind of kinds)
    for (const end of ENDS) yield (begin + kind.repeat(LENGTH)).slice(0, LENGTH) + end;
  const pairs = kinds.flatMap((one) => ['a', ' ', '0', '\n', '.'].map((other) => one + other));
  for (const pair of [...pairs, begin || 'x', `${begin} `]) yield `${pair.repeat(LENGTH / pair.length)}\0`;
}

/** Processor time, which other programs do not add to; the shortest of some tries, for collecting garbage does. */
function takesMs(work: () => unknown): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3 && shortest > MOST_MS / 2; attempt += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    shortest = Math.min(shortest, (user + system) / 1000);
  }
  return shortest;
}

test('the patterns are found, in the sources and in the schema', () => {
  expect(DISTINCT.length).toBeGreaterThan(40);
  expect(ALL.some(([, , file]) => file === 'config.schema.json')).toBe(true);
});

test('none is made at run time, where this would not find it', () => {
  const made = SOURCES.filter((file) => /\bRegExp\(/.test(readFileSync(join(ROOT, file), 'utf8')));
  expect(made).toEqual([]);
});

test.each(DISTINCT)('/%s/%s (%s) reads 64 KiB of anything in no time', (pattern, flags) => {
  const expression = new RegExp(pattern, flags);
  for (const text of nastyTexts(pattern)) {
    const ms = takesMs(() => (flags.includes('g') ? text.replace(expression, '') : expression.test(text)));
    expect({ ms: ms <= MOST_MS ? 'fast' : ms, text: text.slice(0, 40), end: text.slice(-2) }).toEqual(
      expect.objectContaining({ ms: 'fast' }),
    );
  }
});
