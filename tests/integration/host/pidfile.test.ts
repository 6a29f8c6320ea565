// Pidfiles as programs write them, and as nobody should.

import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPidfile } from '../../../src/host/pidfile.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = () => temporaryFolder('pidfile');

test.each([
  ['with a line break', '4711\n'],
  ['without one', '4711'],
  ['with blanks around', '  4711  \n'],
  ['with more lines, as a database writes it', '4711\n/var/lib/data\n1700000000\n'],
])('a pidfile %s tells its process and its writer', (_, text) => {
  const path = join(folder(), 'web.pid');
  writeFileSync(path, text);
  expect(readPidfile(path)).toEqual({
    kind: 'read',
    pid: 4711,
    ownerUid: process.getuid?.(),
    writtenAtMs: expect.any(Number),
  });
});

test.each([
  ['nothing', ''],
  ['a word', 'web\n'],
  ['a number that is no process', '1\n'],
  ['a negative one', '-4711\n'],
  ['one that is too large', '99999999999\n'],
  ['a process and a word', '4711 web\n'],
])('one that holds %s is unusable', (_, text) => {
  const path = join(folder(), 'web.pid');
  writeFileSync(path, text);
  expect(readPidfile(path)).toMatchObject({ kind: 'unusable' });
});

test('one that is not there is missing', () => {
  expect(readPidfile(join(folder(), 'none', 'web.pid'))).toEqual({ kind: 'missing' });
});

test.each<[string, (path: string) => unknown]>([
  ['a link', (path) => symlinkSync('/etc/hostname', path)],
  ['a folder', (path) => mkdirSync(path)],
  ['a FIFO', (path) => execFileSync('mkfifo', [path])],
])('%s is not read, nor waited for', (_, make) => {
  const path = join(folder(), 'web.pid');
  make(path);
  expect(readPidfile(path)).toMatchObject({ kind: 'unusable' });
});
