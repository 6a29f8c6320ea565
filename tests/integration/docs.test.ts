// The pages agree with the program: codes, reasons, fields, invariants and links.

import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { measure } from '../../src/core/metrics/measure.ts';
import { VERDICTS } from '../../src/core/metrics/words.ts';
import { someFacts } from '../support/core/metric-facts.ts';
import { page, ROOT, rowsOf } from '../support/markdown.ts';

const rules = await Promise.all(['.dependency-cruiser.mjs', '.dependency-cruiser.erased.mjs'].map(rulesIn));
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'heartbeat-writer/README.md',
  ...pagesIn('docs'),
];

async function rulesIn(file: string): Promise<string[]> {
  const { default: config } = await import(join(ROOT, file));
  return config.forbidden.map(({ name }: { name: string }) => name);
}

function pagesIn(folder: string): string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.md')).map((name) => join(folder, name));
}

test.each(PAGES)('every link of %s leads somewhere', (path) => {
  const links = [...page(path).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(
    ([, link = '']) => link,
  );
  const broken = links.filter((link) => !existsSync(join(ROOT, dirname(path), link)));
  expect(broken).toEqual([]);
});

test('docs/json-output.md has exactly the verdicts that are given', () => {
  const rows = rowsOf(page('docs/json-output.md'));
  const [, , told = ''] = rows.find(([field]) => field === '`verdict`') ?? [];
  expect([...told.matchAll(/`(\w+)`/g)].map(([, verdict]) => verdict).toSorted()).toEqual(
    [...VERDICTS].toSorted(),
  );
});

test('docs/exit-codes.md has exactly the codes that are given, by their names', () => {
  const rows = rowsOf(page('docs/exit-codes.md')).filter(
    ([code = '', name = '']) => /^\d+$/.test(code) && name.startsWith('`'),
  );
  expect(
    Object.fromEntries(rows.map(([code, name = '']) => [name.replaceAll('`', ''), Number(code)])),
  ).toEqual(EXIT);
});

test('the README names the same exit codes', () => {
  const told = /\*\*Exit codes\*\*:([\s\S]*?)The\n/.exec(page('README.md'))?.[1] ?? '';
  const codes = told.split('·').map((part) => Number.parseInt(part, 10));
  expect(codes.sort((a, b) => a - b)).toEqual(Object.values(EXIT).sort((a, b) => a - b));
});

test('the README tells every reason code', () => {
  const union = /export type Reason =([^;]*);/.exec(page('src/core/recovery.ts'))?.[1] ?? '';
  const reasons = [...union.matchAll(/'(\w+)'/g)].map(([, reason]) => reason);
  const decided = /## What is decided([\s\S]*?)\n## /.exec(page('README.md'))?.[1] ?? '';
  // What was asked for is told by the verb that asked.
  for (const reason of reasons.filter((one) => one !== 'requested'))
    expect(decided).toContain(`\`${reason}\``);
});

describe.each(['docs/architecture.md', 'docs/security.md'])('%s', (path) => {
  const named = [...page(path).matchAll(/`(tests\/[^`]+)`:? ?((?:\*[^*]+\*(?:; )?)*)/g)];
  const titles = named.flatMap(([, file = '', list = '']) =>
    [...list.matchAll(/\*([^*]+)\*/g)].map(([, title = '']): [string, string] => [file, title]),
  );

  test.each(named.map(([, file = '']) => file))('names a file of tests: %s', (file) => {
    expect(existsSync(join(ROOT, file))).toBe(true);
  });

  test.each(titles)('names a test: %s: %s', (file, title) => {
    expect(page(file)).toContain(title);
  });
});

test('docs/security.md says of every attack what is held against it', () => {
  const rows = rowsOf(page('docs/security.md')).slice(2);
  expect(rows.length).toBeGreaterThan(15);
  for (const [attack, rule, keeper] of rows)
    expect({ attack, rule, keeper }).toEqual({
      attack: expect.stringMatching(/./),
      rule: expect.stringMatching(/./),
      keeper: expect.stringMatching(/`tests\/[^`]+`: \*/),
    });
});

describe('docs/architecture.md', () => {
  const invariants = page('docs/architecture.md').split('## Invariants')[1] ?? '';

  test.each([...invariants.matchAll(/rule `([^`]+)`/g)].map(([, name = '']) => name))(
    'names a rule: %s',
    (name) => {
      expect(rules.flat()).toContain(name);
    },
  );

  test('says of every invariant what keeps it', () => {
    const rows = rowsOf(invariants).slice(2);
    expect(rows.length).toBeGreaterThan(15);
    for (const [, keeper] of rows) expect(keeper).toMatch(/rule `|`tests\//);
  });
});

test('docs/metrics.md has exactly the metrics that are told, with their labels', () => {
  const told = rowsOf(page('docs/metrics.md')).slice(2);
  const words = (cell = '') => [...cell.matchAll(/`(\w+)`/g)].map(([, word]) => word);
  const families = measure(someFacts());
  expect(told.map(([name]) => words(name)[0])).toEqual(families.map(({ name }) => name));
  expect(told.map(([, labels]) => words(labels))).toEqual(
    families.map(({ points: [point] }) => Object.keys(point?.labels ?? {})),
  );
});
