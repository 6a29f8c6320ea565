// Whether a start would fail is told before anything is ended: against real files, folders and sockets.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { RunSpec } from '../../../src/host/host.ts';
import { parseListeners } from '../../../src/host/listeners.ts';
import { findStartFault } from '../../../src/host/start-fault.ts';
import { afterTest } from '../../support/after-test.ts';
import { asNobody, testAsRoot } from '../../support/as-root.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function spec(change: Partial<RunSpec> = {}): RunSpec {
  const { cwd = temporaryFolder('start-fault') } = change;
  return { argv: ['sleep', '1'], cwd, env: {}, user: undefined, outputPath: join(cwd, 'web.log'), ...change };
}

function fault(change: Partial<RunSpec> = {}, ports: readonly number[] = [], ended: readonly number[] = []) {
  return findStartFault(spec(change), { ports, ended });
}

/** A port on which this process listens. */
async function listening(): Promise<number> {
  const server = createServer();
  afterTest(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test('nothing speaks against a program that is there', () => {
  expect(fault()).toBeUndefined();
});

test.each<[string, Partial<RunSpec>, RegExp]>([
  ['a program that is gone', { argv: ['no-such-program'] }, /^no-such-program: no such program in /],
  ['a folder that is gone', { cwd: '/no/such/folder' }, /^\/no\/such\/folder: no such folder to run in/],
  ['a user that is gone', { user: 'no-such-user' }, /^user "no-such-user": /],
])('%s is told', (_, change, words) => {
  expect(fault(change)).toMatch(words);
});

test('a file of variables that is gone, or is none, is told', () => {
  const folder = temporaryFolder('start-fault');
  expect(fault({ envFile: join(folder, 'no.env') })).toBe(
    `env_file ${folder}/no.env: it could not be read (ENOENT); expected a file of NAME=value lines.`,
  );
  expect(fault({ envFile: folder })).toMatch(/: found no plain file of at most 64 KiB; expected one\.$/);
});

test('what lies where its output goes, and is no file, is told', () => {
  const outputPath = temporaryFolder('start-fault');
  expect(fault({ outputPath })).toBe(
    `${outputPath}: not a plain file; expected one, or none. Remove it or configure another path.`,
  );
});

testAsRoot('an output that may not be written is told', async () => {
  const outputPath = join(temporaryFolder('start-fault'), 'web.log');
  writeFileSync(outputPath, '', { mode: 0o600 });
  chmodSync(dirname(outputPath), 0o755);
  expect(await asNobody(() => fault({ outputPath, cwd: '/' }))).toBe(
    `${outputPath}: the output cannot be written there (EACCES).`,
  );
});

test('a script that may not be executed any more is told', () => {
  const folder = temporaryFolder('start-fault');
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/web'), '#!/bin/sh\n', { mode: 0o644 });
  expect(fault({ argv: [join(folder, 'bin/web')] })).toMatch(/not executable by us/);
});

test.each<[string, readonly string[]]>([
  ['of a line for the shell', ['/bin/bash', '-c', './web --port 1']],
  ['of a shell that is called by hand', ['sh', '-c', 'exec ./web --port 1 >> web.log 2>&1']],
])('the program %s is looked at, and not only its shell', (_, argv) => {
  const cwd = temporaryFolder('start-fault');
  expect(fault({ argv, cwd })).toBe(`${cwd}/web: no such file; expected a program.`);
  writeFileSync(join(cwd, 'web'), '#!/bin/sh\n', { mode: 0o755 });
  expect(fault({ argv, cwd })).toBeUndefined();
});

test('by a name alone it is looked for where the service has its PATH', () => {
  const cwd = temporaryFolder('start-fault');
  const argv = ['/bin/bash', '-c', 'web --port 1'];
  expect(fault({ argv, cwd })).toMatch(/^web: no such program in /);
  writeFileSync(join(cwd, 'web'), '#!/bin/sh\n', { mode: 0o755 });
  expect(fault({ argv, cwd, env: { PATH: cwd } })).toBeUndefined();
});

test('a port that somebody else holds is told, one that is held by what will be ended is not', async () => {
  const port = await listening();
  const other = spawn('sleep', ['100'], { stdio: 'ignore' });
  afterTest(() => void other.kill('SIGKILL'));
  expect(fault({}, [port], [other.pid ?? 0])).toMatch(
    new RegExp(`^port ${port}: pid ${process.pid}, which is none of it, listens there\\. See who that is`),
  );
  expect(fault({}, [port], [other.pid ?? 0, process.pid])).toBeUndefined();
});

test('nobody is accused where it cannot be seen who holds a port', async () => {
  const port = await listening();
  // A process that is gone shows nothing, like one of another user.
  expect(fault({}, [port], [4_194_303])).toBeUndefined();
});

test('only sockets that listen, and only that port, count', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0',
    '   1: 0100007F:1F90 0100007F:C001 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1 0',
    '   2: 0100007F:01F9 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4713 1 0',
    'nonsense',
  ].join('\n');
  expect(parseListeners(table, 8080)).toEqual(['4711']);
  expect(parseListeners('', 8080)).toEqual([]);
});
