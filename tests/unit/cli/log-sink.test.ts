// The log: daily files, levels, forms, and what becomes of old ones.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { openLog } from '../../../src/cli/log-sink.ts';
import { afterTest } from '../../support/after-test.ts';
import { bundle } from '../../support/bundle.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const RETENTION_DAYS = 7;

let folder: string;
let said: string[];
const { write } = process.stderr;
beforeEach(() => {
  folder = temporaryFolder('log');
  said = [];
  process.stderr.write = (text: string | Uint8Array) => said.push(String(text)) > 0;
});
afterEach(() => {
  process.stderr.write = write;
});

const config = () =>
  ({
    logDir: join(folder, 'logs'),
    logLevel: 'INFO',
    logFormat: 'text',
    retentionDays: RETENTION_DAYS,
  }) as const;
const files = () => readdirSync(join(folder, 'logs'));
const content = () => readFileSync(join(folder, 'logs', files().at(-1) ?? ''), 'utf8');

test('a line is kept in the file of the day, which nobody else may read', () => {
  openLog(config())({ level: 'INFO', key: 'web', message: 'start: started pid 7' });
  expect(files()).toEqual([expect.stringMatching(/^watchdog_\d{8}\.log$/)]);
  expect(content()).toMatch(/^\d{4}-\d\d-\d\dT\S+Z INFO {4}web: start: started pid 7\n$/);
  expect(statSync(join(folder, 'logs', files()[0] ?? '')).mode & 0o007).toBe(0);
  expect(said).toEqual([]);
});

test('warnings are said aloud too, for cron to mail', () => {
  const log = openLog(config());
  log({ level: 'WARNING', key: 'web', message: 'down' });
  log({ level: 'ERROR', message: 'config' });
  expect(said).toEqual(['web: down\n', 'config\n']);
  expect(content().split('\n')).toHaveLength(3);
});

test.each([
  ['DEBUG', 4],
  ['INFO', 3],
  ['WARNING', 2],
  ['ERROR', 1],
] as const)('at level %s, %d of the four levels are kept', (logLevel, count) => {
  const log = openLog({ ...config(), logLevel });
  for (const level of ['DEBUG', 'INFO', 'WARNING', 'ERROR'] as const) log({ level, message: 'x' });
  expect(content().trim().split('\n')).toHaveLength(count);
});

test('as JSON, every line is an object', () => {
  openLog({ ...config(), logFormat: 'json' })({ level: 'INFO', key: 'web', message: 'a "quoted"\nline' });
  expect(content().split('\n')).toHaveLength(2);
  expect(JSON.parse(content())).toEqual({
    time: expect.any(String),
    level: 'INFO',
    key: 'web',
    message: 'a "quoted"\nline',
  });
});

test('with a new day old files of ours go, and nothing else', () => {
  mkdirSync(join(folder, 'logs'));
  const age = {
    'watchdog_20200101.log': 30,
    'watchdog_20200102.log': 6,
    'web.log': 30,
    'watchdog_notes.log': 30,
  };
  for (const [name, days] of Object.entries(age)) {
    const at = Date.now() / 1000 - days * 86_400;
    writeFileSync(join(folder, 'logs', name), '');
    utimesSync(join(folder, 'logs', name), at, at);
  }
  openLog(config())({ level: 'INFO', message: 'x' });
  const [, today, ...rest] = files();
  expect(today).toMatch(/^watchdog_\d{8}\.log$/);
  expect([files()[0], ...rest]).toEqual(['watchdog_20200102.log', 'watchdog_notes.log', 'web.log']);
});

test('T6 a clock that leaps ahead by years takes no log with it', () => {
  mkdirSync(join(folder, 'logs'));
  const leptYears = Date.now() / 1000 - 73 * 365 * 86_400;
  for (const name of ['watchdog_20260101.log', 'watchdog_20260102.log']) {
    writeFileSync(join(folder, 'logs', name), '');
    utimesSync(join(folder, 'logs', name), leptYears, leptYears);
  }
  openLog(config())({ level: 'INFO', message: 'x' });
  expect(files()).toHaveLength(3);
});

test('invocations that meet at midnight remove the same old files, and none takes that for trouble', async () => {
  const logs = join(folder, 'logs');
  mkdirSync(logs);
  for (let count = 0; count < 1000; count += 1) {
    const old = join(logs, `watchdog_${String(count).padStart(8, '0')}.log`);
    writeFileSync(old, '');
    utimesSync(old, 0, 0);
  }
  const kept = join(logs, 'watchdog_20200101.log');
  writeFileSync(kept, '');
  utimesSync(kept, Date.now() / 1000 - RETENTION_DAYS * 80_000, Date.now() / 1000 - RETENTION_DAYS * 80_000);
  const gate = join(folder, 'gate');
  const program = bundle('tests/support/programs/log-a-line.ts', folder);
  const children = [1, 2, 3].map(() => spawn(process.execPath, [program, logs, gate]));
  afterTest(() => children.map((child) => child.kill('SIGKILL')));
  const complaints = children.map((child) => text(child.stderr));
  await Promise.all(children.map((child) => once(child.stdout, 'data')));
  writeFileSync(gate, '');
  expect(await Promise.all(complaints)).toEqual(['', '', '']);
  expect(files()).toEqual(['watchdog_20200101.log', expect.any(String)]);
  expect(content().match(/here$/gm)).toHaveLength(3);
});

test('a log that cannot be written is told of once, and stops nothing', () => {
  const log = openLog({ ...config(), logDir: '/dev/null/logs' });
  log({ level: 'INFO', message: 'first' });
  log({ level: 'INFO', message: 'second' });
  expect(said).toEqual([
    expect.stringMatching(/^\/dev\/null\/logs\/watchdog_\d+\.log: the log cannot be written/),
  ]);
});
