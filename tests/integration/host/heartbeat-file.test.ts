import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { readDocument } from '../../../src/core/heartbeat.ts';
import { createHeartbeatReader } from '../../../src/host/heartbeat-file.ts';
import { asNobody, testAsRoot } from '../../support/as-root.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const GOOD = {
  process_key: 'web',
  pid: 1234,
  timestamp: '2026-02-05T06:17:29.601049+00:00',
  status: 'running',
};
const LONG_AGO = new Date('2020-01-01');

describe('a heartbeat file', () => {
  let folder: string;
  let path: string;
  const readHeartbeat = createHeartbeatReader(readDocument);
  const read = () => readHeartbeat(path, 'web');
  const write = (content: string | Uint8Array) => {
    writeFileSync(path, content);
    utimesSync(path, LONG_AGO, LONG_AGO);
  };

  beforeEach(() => {
    folder = temporaryFolder('beat');
    path = join(folder, 'web.heartbeat');
  });

  afterEach(() => chmodSync(folder, 0o700));

  test('tells what it says and who owns it', () => {
    write(JSON.stringify(GOOD));
    expect(read()).toMatchObject({
      kind: 'read',
      heartbeat: { pid: 1234, status: 'running' },
      ownerUid: process.getuid?.(),
    });
  });

  test('that shrank is not read with the rest of what was read before it', () => {
    write(JSON.stringify({ ...GOOD, note: 'x'.repeat(1000) }));
    expect(read().kind).toBe('read');
    write(JSON.stringify(GOOD));
    expect(read().kind).toBe('read');
  });

  test('that does not exist is missing, and so is one below a file', () => {
    expect(read()).toEqual({ kind: 'missing' });
    write('{}');
    expect(readHeartbeat(join(path, 'below'), 'web')).toEqual({ kind: 'missing' });
  });

  test.each([
    ['nothing', ''],
    ['half a document', '{"process_key":"we'],
    ['null', 'null'],
    ['a list', '[]'],
    ['two documents', '{}{}'],
    ['a trailing NUL', `${JSON.stringify(GOOD)}\0`],
    ['a byte order mark', `\ufeff${JSON.stringify(GOOD)}`],
    ['a pid as text', JSON.stringify({ ...GOOD, pid: '12' })],
    ['nesting without end', '['.repeat(60_000)],
  ])('with %s is invalid', (_, content) => {
    write(content);
    expect(read().kind).toBe('invalid');
  });

  test('in bytes that are no text is invalid, and none of them reaches a terminal', () => {
    write(Buffer.from([0x1b, 0x5d, 0x30, 0x3b, 0xff, 0x07]));
    expect(read()).toEqual({
      kind: 'invalid',
      problem: 'not UTF-8: 6 bytes from 1b5d303bff07; expected a JSON object',
    });
  });

  test('with terminal escapes is told without them', () => {
    write('\u001b]0;owned\u0007');
    const reading = read();
    expect(reading.kind).toBe('invalid');
    expect(JSON.stringify(reading)).not.toMatch(/\\u00|owned/);
  });

  test('of 64 KiB is read, and of one byte more is invalid', () => {
    const padded = (bytes: number) => JSON.stringify(GOOD).padEnd(bytes, ' ');
    write(padded(64 * 1024));
    expect(read().kind).toBe('read');
    write(padded(64 * 1024 + 1));
    expect(read()).toMatchObject({ kind: 'invalid', problem: expect.stringContaining('at most 65536') });
  });

  test('of 1 GB is not read', () => {
    write('');
    truncateSync(path, 1024 ** 3);
    expect(read().kind).toBe('invalid');
  });

  test('that is a symbolic link is not trusted, wherever it leads', () => {
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, JSON.stringify(GOOD));
    for (const target of [elsewhere, '/dev/zero', path]) {
      rmSync(path, { force: true });
      symlinkSync(target, path);
      expect(read()).toEqual({ kind: 'untrusted', problem: 'a symbolic link; expected a plain file' });
    }
  });

  test('that is a folder is not trusted', () => {
    mkdirSync(path);
    expect(read()).toEqual({ kind: 'untrusted', problem: 'not a plain file' });
  });

  test('that is a FIFO is not trusted, and not waited for', () => {
    execFileSync('mkfifo', [path]);
    expect(read().kind).toBe('untrusted');
  });

  test('that is a device is not trusted', () => {
    expect(readHeartbeat('/dev/zero', 'web').kind).toBe('untrusted');
  });

  test('that is a socket is not trusted', async () => {
    const server = createServer().listen(path);
    await new Promise((resolve) => server.once('listening', resolve));
    expect(read().kind).toBe('untrusted');
    await new Promise((resolve) => server.close(resolve));
  });

  test('with a path that cannot be one is unreadable', () => {
    expect(readHeartbeat(`${path}\0`, 'web').kind).toBe('unreadable');
    expect(readHeartbeat(join(folder, 'x'.repeat(300)), 'web').kind).toBe('unreadable');
  });

  testAsRoot('that we may not read is unreadable, not missing', async () => {
    write(JSON.stringify(GOOD));
    chmodSync(path, 0o600);
    chmodSync(folder, 0o755);
    expect(await asNobody(read)).toEqual({ kind: 'unreadable', problem: 'could not be read (EACCES)' });
    chmodSync(folder, 0o700);
    expect(await asNobody(read)).toMatchObject({ kind: 'unreadable' });
  });

  test('H1 half of which its writer completes meanwhile is read', () => {
    write('{}');
    let looks = 0;
    const reader = createHeartbeatReader((document, key) => {
      looks += 1;
      if (looks === 1) write(JSON.stringify(GOOD));
      return readDocument(document, key);
    });
    expect(reader(path, 'web').kind).toBe('read');
    expect(looks).toBe(2);
  });

  test('that was just written, and is bad, is given time', () => {
    const fresh = createHeartbeatReader(readDocument);
    const before = performance.now();
    writeFileSync(path, '{"process_key":');
    expect(fresh(path, 'web').kind).toBe('invalid');
    expect(performance.now() - before).toBeGreaterThan(40);
  });

  test('costs one short wait however many are bad', () => {
    const paths = Array.from({ length: 200 }, (_, index) => join(folder, `${index}`));
    for (const it of paths) writeFileSync(it, '{');
    const later = new Date(Date.now() + 3_600_000);
    for (const it of paths) utimesSync(it, later, later);
    const fresh = createHeartbeatReader(readDocument);
    const before = performance.now();
    for (const it of paths) expect(fresh(it, 'web').kind).toBe('invalid');
    expect(performance.now() - before).toBeLessThan(5000);
  });
});
