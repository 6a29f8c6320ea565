// The table of services on a narrow terminal.

import { shorten, wrapWords } from '../../../src/cli/fit-width.ts';
import { renderServices } from '../../../src/cli/render-services.ts';
import type { ServiceReport } from '../../../src/commands/service-report.ts';
import { aReport, aSickReport } from '../../support/service-reports.ts';

const LONGEST_KEY = 'data-pipeline-ingest-no1';
const HOURS = 3600;

/** Every column at its widest. */
const MESS: readonly ServiceReport[] = [
  aReport({ key: LONGEST_KEY, pid: 4_194_304, uptimeSeconds: 23 * HOURS + 3599, restarts: 99 }),
  aSickReport({ key: 'data-pipeline-ingest-no2', verdict: 'invalid_heartbeat', state: 'stopping' }),
  aSickReport({
    key: 'hung',
    state: 'fatal',
    reason: 'given_up',
    detail: `${'recoveries in a row did not keep it healthy, '.repeat(5)}/a/path/${'that/is/longer/than/a/line/'.repeat(4)}`,
    heartbeatAgeSeconds: 40 * 24 * HOURS,
    nextAttemptSeconds: 23 * HOURS + 3599,
  }),
];

function withColumns<T>(columns: number | undefined, act: () => T): T {
  const before = Object.getOwnPropertyDescriptor(process.stdout, 'columns');
  Object.defineProperty(process.stdout, 'columns', { value: columns, configurable: true });
  try {
    return act();
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.stdout, 'columns');
    else Object.defineProperty(process.stdout, 'columns', before);
  }
}

test.each([
  ['says that it has 80 columns', 80],
  ['does not know its width', undefined],
  ['says that it has none', 0],
])('where the terminal %s, no row is wider than 80, whatever is in it', (_, columns) => {
  const lines = withColumns(columns, () => renderServices(MESS, true)).split('\n');
  const isRow = (line: string) => !line.startsWith(' ');
  expect(lines.filter(isRow)).toHaveLength(4);
  expect(lines.filter((line) => isRow(line) && line.length > 80)).toEqual([]);
});

test('notes are broken between words, and a long path stays whole, to be copied', () => {
  const notes = withColumns(80, () => renderServices(MESS, true))
    .split('\n')
    .filter((line) => line.startsWith(' '));
  expect(notes.filter((line) => line.length > 80)).toEqual([
    expect.stringMatching(/^ {4}\/a\/path\/(that\/is\/longer\/than\/a\/line\/){4}$/),
  ]);
  expect(notes[1]).toBe('  data-pipeline-ingest-no2: backing_off: next attempt in 20 s');
  expect(notes[2]).toMatch(/^ {2}hung: given_up: recoveries in a row/);
  expect(notes[3]).toMatch(/^ {4}\S/);
});

test('keys that differ at their ends are told apart when they are shortened', () => {
  const lines = withColumns(80, () => renderServices(MESS, true)).split('\n');
  expect(lines[1]).toMatch(/^data-…t-no1 +running/);
  expect(lines[2]).toMatch(/^data-…t-no2 +stopping/);
});

test('a key that was cut is told whole under the table, also when there is nothing else to tell of it', () => {
  const lines = withColumns(80, () => renderServices(MESS, true)).split('\n');
  expect(lines).toContain(`  ${LONGEST_KEY}: healthy`);
  expect(withColumns(120, () => renderServices(MESS, true))).not.toContain(`${LONGEST_KEY}: healthy`);
});

test.each([
  [60, 'UPTIME'],
  [40, 'VERDICT'],
  [24, 'STATE'],
  [12, 'SERVICE'],
])('in %d columns the table has those columns that fit, up to %s', (columns, last) => {
  const lines = withColumns(columns, () => renderServices(MESS, true)).split('\n');
  const rows = lines.filter((line) => !line.startsWith(' '));
  expect(rows).toHaveLength(4);
  expect(rows.filter((line) => line.length > columns)).toEqual([]);
  expect(rows[0]?.split(/ +/).at(-1)).toBe(last);
});

test('a wide terminal shows whole keys', () => {
  expect(withColumns(120, () => renderServices(MESS, true))).toContain(`\n${LONGEST_KEY}  running`);
});

test('a pipe gets whole keys, and a line for each service', () => {
  const lines = withColumns(undefined, () => renderServices(MESS, false)).split('\n');
  expect(lines).toHaveLength(3);
  expect(lines.map((line) => line.split('\t').length)).toEqual([8, 8, 8]);
  expect(lines[0]).toMatch(new RegExp(`^${LONGEST_KEY}\trunning\t`));
});

test.each([
  ['web', 3, 'web'],
  ['worker', 5, 'wo…er'],
  ['worker', 4, 'wo…r'],
])('%s in %d columns is %s', (word, width, short) => {
  expect(shorten(word, width)).toBe(short);
});

test.each([
  ['', '  '],
  ['one two', '  one two'],
  ['one two three', '  one two\n    three'],
  ['a-very-long-word', '  a-very-long-word'],
  ['one a-very-long-word', '  one\n    a-very-long-word'],
])('%j within ten columns is %j', (text, wrapped) => {
  expect(wrapWords(text, 10, ['  ', '    '])).toBe(wrapped);
});
