// A look at a log, in real files that grow, are rotated, cut and replaced.

import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  lchownSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { LogProbe } from '../../../src/config/check.ts';
import type { Mark, Reading } from '../../../src/core/checks/reading.ts';
import { asNobody, testAsRoot } from '../../support/as-root.ts';
import { aCheck } from '../../support/core/checks.ts';
import { look } from '../../support/look.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let path: string;
beforeEach(() => {
  path = join(temporaryFolder('log'), 'web.log');
  writeFileSync(path, 'started\nFATAL of old\n');
});

function read(after?: Reading, change: Partial<LogProbe> = {}): Promise<Reading> {
  const probe: LogProbe = {
    kind: 'log',
    path,
    growsWithinSeconds: undefined,
    mustNotMatch: 'FATAL|panic',
    ...change,
  };
  return look(aCheck({ probe }), { after });
}

/** A look after which some time is said to have passed. */
function later(reading: Reading, seconds: number): Reading {
  const { changedMs } = reading.mark ?? {};
  const mark: Mark = { ...reading.mark, changedMs: Number(changedMs) - seconds * 1000 };
  return { ...reading, mark };
}

describe('what must not be in it', () => {
  test('counts only where it was written since the last look', async () => {
    const first = await read();
    expect(first).toMatchObject({ kind: 'passed' });
    appendFileSync(path, 'all is well\n');
    const second = await read(first);
    expect(second).toMatchObject({ kind: 'passed' });
    appendFileSync(path, 'one\nFATAL: no \x1b[31mmemory\ntwo\n');
    const third = await read(second);
    expect(third).toMatchObject({
      kind: 'failed',
      detail: `${path}: a line matches "FATAL|panic": FATAL: no \\x1b[31mmemory`,
    });
    expect(await read(third)).toMatchObject({ kind: 'passed', detail: '' });
  });

  test('is found in a line that was half written at the last look, and once only', async () => {
    const first = await read();
    appendFileSync(path, 'FAT');
    const second = await read(first);
    expect(second).toMatchObject({ kind: 'passed' });
    appendFileSync(path, 'AL: no end yet');
    const third = await read(second);
    expect(third).toMatchObject({ kind: 'failed' });
    appendFileSync(path, ', and now it has\nfine\n');
    expect(await read(third)).toMatchObject({ kind: 'passed' });
  });

  test('is found at the beginning of a file that took the place of a rotated one', async () => {
    appendFileSync(path, 'x'.repeat(100));
    const first = await read();
    renameSync(path, `${path}.1`);
    writeFileSync(path, `FATAL in the new one${'.'.repeat(200)}\n`);
    expect(await read(first)).toMatchObject({
      kind: 'failed',
      detail: expect.stringMatching(/in the new one/),
    });
  });

  test('is found at the beginning of a file that was cut', async () => {
    appendFileSync(path, 'x'.repeat(100));
    const first = await read();
    truncateSync(path, 0);
    appendFileSync(path, 'FATAL after the cut\n');
    expect(await read(first)).toMatchObject({ kind: 'failed' });
  });

  test('is found in all of a file that was not there at the last look', async () => {
    rmSync(path);
    const missing = await read();
    expect(missing).toMatchObject({ kind: 'failed', detail: `${path}: there is no such file` });
    writeFileSync(path, 'FATAL at once\n');
    expect(await read(missing)).toMatchObject({ kind: 'failed', detail: expect.stringMatching(/at once$/) });
  });

  test('is found wherever it is in what is new, and once only', async () => {
    const first = await read();
    appendFileSync(path, `FATAL early\n${`${'.'.repeat(99)}\n`.repeat(2000)}FATAL late\n`);
    const second = await read(first);
    expect(second).toMatchObject({ kind: 'failed', detail: expect.stringMatching(/: FATAL early$/) });
    expect(await read(second)).toMatchObject({ kind: 'passed', detail: '' });
  });

  test('is found at a later look where more is new than is searched at once, which is told', async () => {
    const first = await read();
    appendFileSync(path, `${`${'.'.repeat(999)}\n`.repeat(17_000)}FATAL at last\n`);
    let last = await read(first);
    expect(last).toMatchObject({
      kind: 'degraded',
      detail: `${path}: more is new than can be searched at once; the next look goes on there`,
    });
    for (let looks = 0; last.kind === 'degraded' && looks < 20; looks += 1) last = await read(last);
    expect(last).toMatchObject({ kind: 'failed', detail: expect.stringMatching(/: FATAL at last$/) });
  });

  test('is found after a line that has no end and is longer than is read at once', async () => {
    const first = await read();
    appendFileSync(path, 'x'.repeat(200_000));
    const second = await read(first);
    appendFileSync(path, '\nFATAL\n');
    expect(await read(second)).toMatchObject({ kind: 'failed' });
  });

  test('is known between looks of its fallback too', async () => {
    const other = `${path}.other`;
    writeFileSync(other, '');
    const log = (at: string): LogProbe => ({
      kind: 'log',
      path: at,
      growsWithinSeconds: undefined,
      mustNotMatch: 'FATAL',
    });
    const both = (after?: Reading) => look(aCheck({ probe: log(path), fallback: log(other) }), { after });
    const first = await both();
    appendFileSync(path, 'FATAL\n');
    appendFileSync(other, 'FATAL\n');
    const second = await both(first);
    expect(second).toMatchObject({ kind: 'passed' });
    appendFileSync(path, 'FATAL\n');
    appendFileSync(other, 'FATAL\n');
    const third = await both(second);
    expect(third).toMatchObject({ kind: 'failed', detail: expect.stringMatching(/its fallback: .*FATAL$/) });
    expect(await both(third)).toMatchObject({ kind: 'passed' });
  });
});

/** Another file with the very same words takes its place. */
function rotate(): void {
  renameSync(path, `${path}.1`);
  writeFileSync(path, 'started\nFATAL of old\n');
}

describe('a log that must grow', () => {
  const growing = { growsWithinSeconds: 60, mustNotMatch: undefined };

  test('has its time from the first look on', async () => {
    const first = await read(undefined, growing);
    expect(first).toMatchObject({ kind: 'passed' });
    expect(await read(later(first, 59), growing)).toMatchObject({ kind: 'passed' });
    expect(await read(later(first, 61), growing)).toMatchObject({
      kind: 'failed',
      detail: expect.stringMatching(
        /web\.log: nothing was written to it for 6\d s; expected something within 60 s$/,
      ),
    });
  });

  test.each<[string, () => void]>([
    ['was written to', () => appendFileSync(path, 'more\n')],
    ['was written over', () => writeFileSync(path, 'STARTED\nfatal of old\n')],
    ['was rotated', rotate],
    ['was cut', () => truncateSync(path, 0)],
  ])('has it anew when it %s', async (_, change) => {
    const first = await read(undefined, growing);
    change();
    const second = await read(later(first, 61), growing);
    expect(second).toMatchObject({ kind: 'passed' });
    expect(await read(later(second, 61), growing)).toMatchObject({ kind: 'failed' });
  });

  test('has it anew after a boot, and leaves nothing new to remember while nothing is written', async () => {
    const first = await read(undefined, growing);
    expect(await read(first, growing)).toEqual(first);
    const before: Reading = { ...later(first, 61), mark: { ...later(first, 61).mark, bootId: 'another' } };
    expect(await read(before, growing)).toMatchObject({ kind: 'passed' });
  });
});

describe('a log that cannot be looked at', () => {
  test.each<[string, () => void]>([
    ['a folder', () => mkdirSync(path)],
    ['a FIFO', () => execFileSync('mkfifo', [path])],
    ['a link that leads to itself', () => symlinkSync(path, path)],
  ])('because it is %s tells nothing of the service', async (_, make) => {
    rmSync(path);
    make();
    expect(await read()).toMatchObject({ kind: 'unknown', detail: expect.stringContaining(path) });
  });

  testAsRoot('because we may not read it tells nothing either', async () => {
    chmodSync(dirname(path), 0o755);
    chmodSync(path, 0o600);
    expect(await asNobody(() => read())).toMatchObject({
      kind: 'unknown',
      detail: expect.stringMatching(/EACCES/),
    });
  });

  test('but one that is a link is read where that leads', async () => {
    const link = `${path}.link`;
    symlinkSync(path, link);
    const first = await read(undefined, { path: link });
    appendFileSync(path, 'FATAL\n');
    expect(await read(first, { path: link })).toMatchObject({ kind: 'failed' });
  });

  testAsRoot('unless a stranger laid it', async () => {
    const link = `${path}.link`;
    symlinkSync(path, link);
    lchownSync(link, 65_534, 65_534);
    expect(await read(undefined, { path: link })).toMatchObject({
      kind: 'unknown',
      detail: expect.stringMatching(/a link of user 65534 to a file of user 0/),
    });
  });
});
