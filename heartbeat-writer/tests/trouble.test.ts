import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HeartbeatWriter } from '../src/heartbeat-writer.ts';
import { installedPackage } from './support/installed-package.ts';
import { readHeartbeat } from './support/read-heartbeat.ts';
import { runFixture, startFixture } from './support/run-fixture.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const installed = installedPackage();
const folder = temporaryFolder();

describe('a service in trouble', () => {
  test('goes on with a full disk, keeps its last whole heartbeat, and beats again when there is room', () => {
    const asRoot = process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user'];
    const mounted = 'mount -t tmpfs -o size=64k tmpfs "$0" && exec "$@"';
    const onSmallDisk = ['unshare', ...asRoot, 'sh', '-c', mounted, folder()];
    expect(runFixture('disk-fills-up', [installed().folder, folder()], onSmallDisk)).toEqual({
      before: true,
      full: false,
      codes: ['ENOSPC'],
      iterationOnFullDisk: 1,
      namesOnFullDisk: ['api.json', 'filler'],
      after: true,
      iteration: 3,
    });
  });

  test('goes on where it may not write', () => {
    const locked = join(folder(), 'locked');
    mkdirSync(locked, { mode: 0o555 });
    expect(runFixture('no-permission', [installed().folder, locked])).toEqual({
      written: false,
      codes: ['EACCES'],
    });
    expect(readdirSync(locked)).toEqual([]);
  });

  test('goes on when a file stands where its folder should be', () => {
    const heartbeatDir = join(folder(), 'file');
    writeFileSync(heartbeatDir, '');
    expect(new HeartbeatWriter({ heartbeatDir, processKey: 'api' }).beat()).toBe(false);
  });

  test.each([
    ['throws', () => fail()],
    ['rejects', () => Promise.reject(new Error('cannot log either'))],
  ])('goes on when its onError %s', async (_how, onError) => {
    mkdirSync(join(folder(), 'api.json'));
    const writer = new HeartbeatWriter({ heartbeatDir: folder(), processKey: 'api', onError });
    expect(writer.beat()).toBe(false);
    await sleep(10);
  });

  test('is told when its heartbeat cannot be taken away', () => {
    const errors: Error[] = [];
    const onError = (error: Error) => errors.push(error);
    const heartbeatDir = join(folder(), 'heartbeats');
    const writer = new HeartbeatWriter({ heartbeatDir, processKey: 'api', onError });
    writer.beat();
    rmSync(heartbeatDir, { recursive: true });
    writeFileSync(heartbeatDir, '');
    expect(writer.stop()).toBe(false);
    expect(errors).toEqual([expect.objectContaining({ code: 'ENOTDIR' })]);
  });

  test('is not told off for a null that JavaScript let through', () => {
    const writer = new HeartbeatWriter({ heartbeatDir: folder(), processKey: 'api' });
    expect(writer.beat(JSON.parse('null'))).toBe(true);
    expect(readHeartbeat(writer.heartbeatPath).status).toBe('running');
  });

  test('never shows half a heartbeat, however often it is killed in the middle of a beat', async () => {
    for (let kills = 0; kills < 15; kills += 1) await readWhileItBeatsAndIsKilled(200 + 37 * kills);
  });

  test('beats from two threads without either losing a beat to the other', () => {
    expect(runFixture('two-threads', [installed().folder, folder()])).toEqual({ exitCode: 0, errors: [] });
    expect(readHeartbeat(join(folder(), 'api.json')).process_key).toBe('api');
    expect(readdirSync(folder())).toEqual(['api.json']);
  });
});

async function readWhileItBeatsAndIsKilled(reads: number): Promise<void> {
  const path = join(folder(), 'hot.json');
  const child = startFixture('beat-for-ever', [installed().folder, folder()]);
  const ended = new Promise((end) => child.once('exit', end));
  try {
    while (!existsSync(path) || readHeartbeat(path).pid !== child.pid) {
      expect(child.exitCode).toBe(null);
      await sleep(1);
    }
    for (let left = reads; left > 0; left -= 1) expect(readHeartbeat(path).pid).toBe(child.pid);
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
  expect(readHeartbeat(path)).toMatchObject({ process_key: 'hot', pid: child.pid, status: 'running' });
}

function fail(): never {
  throw new Error('cannot log either');
}
