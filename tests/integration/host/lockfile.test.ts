import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { takeLockfile } from '../../../src/host/lockfile.ts';
import { asNobody, testAsRoot } from '../../support/as-root.ts';
import { bundle } from '../../support/bundle.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('the visible lock', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = temporaryFolder('lock');
    path = join(folder, 'run', 'watchdog.lock');
  });
  const take = () => {
    const outcome = takeLockfile(path);
    if (outcome.kind !== 'taken') throw new Error(JSON.stringify(outcome));
    return outcome;
  };

  test('is a folder beside the path, made where it is missing, and gone when released', () => {
    const lock = take();
    expect(existsSync(`${path}.lock`)).toBe(true);
    expect(lock.compromised()).toBe(false);
    lock.release();
    expect(existsSync(`${path}.lock`)).toBe(false);
    lock.release();
  });

  test('is taken over at once from a holder that was killed', () => {
    const script = bundle('src/host/lockfile.ts', folder);
    const holder = `import(${JSON.stringify(script)}).then(({ takeLockfile }) => {
      if (takeLockfile(${JSON.stringify(path)}).kind === 'taken') process.kill(process.pid, 'SIGKILL');
    })`;
    expect(spawnSync(process.execPath, ['-e', holder]).signal).toBe('SIGKILL');
    expect(existsSync(`${path}.lock`)).toBe(true);
    const lock = take();
    expect(lock.compromised()).toBe(false);
    lock.release();
  });

  test('is taken where the lock file of another program lies at the path itself', () => {
    mkdirSync(join(folder, 'run'));
    writeFileSync(path, '4711\n');
    take().release();
    expect(existsSync(path)).toBe(true);
  });

  test('L12 a visible lock is known to be lost, and then not removed from whoever has it', () => {
    const lock = take();
    rmdirSync(`${path}.lock`);
    expect(lock.compromised()).toBe(true);
    mkdirSync(`${path}.lock`);
    lock.release();
    expect(existsSync(`${path}.lock`)).toBe(true);
  });

  test('that cannot be made says why', () => {
    writeFileSync(join(folder, 'run'), 'a file where a folder should be');
    expect(takeLockfile(path)).toMatchObject({ kind: 'error', why: expect.stringMatching(/EEXIST|ENOTDIR/) });
  });

  test('whose place is taken by something else is an error, not a holder', () => {
    mkdirSync(join(folder, 'run'));
    writeFileSync(`${path}.lock`, 'a file');
    expect(takeLockfile(path)).toMatchObject({ kind: 'error', why: expect.stringContaining('ENOTDIR') });
  });

  testAsRoot('in a folder that is not ours is an error', async () => {
    chmodSync(folder, 0o755);
    expect(await asNobody(() => takeLockfile(path))).toMatchObject({
      kind: 'error',
      why: expect.stringContaining('EACCES'),
    });
  });
});
