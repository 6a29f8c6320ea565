import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HeartbeatWriter } from '../src/heartbeat-writer.ts';
import { installedPackage } from './support/installed-package.ts';
import { readHeartbeat } from './support/read-heartbeat.ts';
import { runFixture, startFixture } from './support/run-fixture.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const installed = installedPackage();
const folder = temporaryFolder();
const path = () => join(folder(), 'api.json');

const environment = { ...process.env };
beforeEach(() => {
  process.env.WATCHDOG_INSTANCE = 'a';
  delete process.env.WATCHDOG_KEY;
});
afterEach(() => {
  process.env = { ...environment };
});

let told = 0;
beforeEach(() => {
  told = 0;
});

function tell(): void {
  told += 1;
}

function makeWriter(onSuperseded: () => void = tell): HeartbeatWriter {
  return new HeartbeatWriter({ heartbeatDir: folder(), processKey: 'api', onSuperseded });
}

// Somebody who began later than this process, and lives.
function writeSuccessor(changes: Record<string, unknown> = {}): string {
  const now = Date.now();
  const successor = {
    process_key: 'api',
    pid: process.ppid,
    timestamp: new Date(now).toISOString(),
    status: 'running',
    instance: 'b',
    started_at: new Date(now).toISOString(),
  };
  const text = JSON.stringify({ ...successor, ...changes });
  // As a writer does it: a file of its own, renamed.
  writeFileSync(`${path()}.new`, text);
  renameSync(`${path()}.new`, path());
  return text;
}

const before = new Date(Date.now() - process.uptime() * 1000 - 1000).toISOString();

describe('an instance that was replaced while it hung', () => {
  test.each(['process', 'thread'])(
    'ends itself at its next beat, from a %s, and overwrites nothing',
    async (where) => {
      const old = startFixture('beat-steadily', [installed().folder, folder(), where], {
        WATCHDOG_INSTANCE: 'a',
      });
      const ended = once(old, 'exit');
      try {
        await named(old.pid);
        old.kill('SIGSTOP');
        await whileSuccessorBeats(async (pid) => {
          old.kill('SIGCONT');
          await until(() => {
            expect(readHeartbeat(path()).pid).toBe(pid);
            return old.exitCode !== null || old.signalCode !== null;
          });
        });
        expect(await ended).toEqual(where === 'thread' ? [null, 'SIGTERM'] : [75, null]);
        expect(readdirSync(folder()).filter((name) => name.includes(`.${old.pid}.`))).toEqual([]);
      } finally {
        old.kill('SIGKILL');
        await ended;
      }
    },
    30_000,
  );

  test('tells its app once where the app wants to be told, and beats no more', async () => {
    const writer = makeWriter();
    expect(writer.start({ everySeconds: 0.01 })).toBe(true);
    const text = writeSuccessor();
    expect([writer.beat(), writer.beat('error'), writer.start({ everySeconds: 0.01 })]).toEqual([
      false,
      false,
      false,
    ]);
    await sleep(50);
    expect(told).toBe(1);
    expect([readFileSync(path(), 'utf8'), readdirSync(folder())]).toEqual([text, ['api.json']]);
    expect(writer.stop()).toBe(false);
    expect(existsSync(path())).toBe(true);
  });

  test('notices it at its very first beat, while the later one lives', () => {
    const text = writeSuccessor();
    expect(makeWriter().beat()).toBe(false);
    expect([told, readFileSync(path(), 'utf8')]).toEqual([1, text]);
  });

  test('notices it though its successor has died since', () => {
    const writer = makeWriter();
    writer.beat();
    writeSuccessor({ pid: deadPid() });
    expect([writer.beat(), told]).toEqual([false, 1]);
  });

  test('notices it where pids tell nothing: in a container every service is pid 1', () => {
    const writer = makeWriter();
    writer.beat();
    writeSuccessor({ pid: process.pid });
    expect([writer.beat(), told]).toEqual([false, 1]);
  });

  test('notices it with the beat that ends an interval, and overwrites nothing with those before', async () => {
    const writer = new HeartbeatWriter({
      heartbeatDir: folder(),
      processKey: 'api',
      minIntervalMs: 50,
      onSuperseded: tell,
    });
    writer.beat();
    const text = writeSuccessor();
    writer.beat();
    await until(() => told > 0);
    expect([told, readFileSync(path(), 'utf8')]).toEqual([1, text]);
  });

  test('notices it on a full disk', () => {
    const asRoot = process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user'];
    const mounted = 'mount -t tmpfs -o size=64k tmpfs "$0" && exec env WATCHDOG_INSTANCE=a "$@"';
    const onSmallDisk = ['unshare', ...asRoot, 'sh', '-c', mounted, folder()];
    expect(runFixture('superseded-on-full-disk', [installed().folder, folder()], onSmallDisk)).toEqual({
      before: true,
      after: false,
      told: ['superseded'],
      isUntouched: true,
    });
  });

  test.each([
    ['throws', () => fail()],
    ['rejects', () => Promise.reject(new Error('cannot end'))],
  ])('does not crash its app when its onSuperseded %s', async (_how, onSuperseded) => {
    const writer = makeWriter(onSuperseded as () => void);
    writer.beat();
    writeSuccessor();
    expect(writer.beat()).toBe(false);
    await sleep(10);
  });
});

describe('an instance goes on beating', () => {
  test('where a dead one left its file, though by its clock that one began later', () => {
    writeSuccessor({ pid: deadPid() });
    expect(makeWriter().beat()).toBe(true);
    // In a container every service is pid 1; and 0 is nobody's.
    for (const pid of [process.pid, 0, -1, 'pid']) {
      writeSuccessor({ pid });
      expect(makeWriter().beat()).toBe(true);
    }
    expect(told).toBe(0);
  });

  test.each<[string, Record<string, unknown>]>([
    ['has no instance: somebody started it by hand', { instance: undefined }],
    ['is of the same start, from another process', { instance: 'a' }],
    ['is of another service', { process_key: 'web' }],
    ['began earlier: it is the one that was replaced', { started_at: before }],
    ['does not say when it began', { started_at: undefined }],
    ['says it in no way that can be read', { started_at: 'lately' }],
  ])('when the file of another one %s', (_what, changes) => {
    const writer = makeWriter();
    writer.beat();
    writeSuccessor(changes);
    expect([writer.beat(), told, readHeartbeat(path()).pid]).toEqual([true, 0, process.pid]);
  });

  test('when it was started by hand itself', () => {
    delete process.env.WATCHDOG_INSTANCE;
    const writer = makeWriter();
    writer.beat();
    writeSuccessor();
    expect([writer.beat(), told]).toEqual([true, 0]);
  });

  test.each([
    ['half a heartbeat', () => writeFileSync(path(), '{"pid":12')],
    ['null', () => writeFileSync(path(), 'null')],
    ['a gigabyte of nothing', () => writeSparse()],
    ['a FIFO', () => execFileSync('mkfifo', [path()])],
    ['nothing', () => undefined],
  ])('when it finds %s', (_what, make) => {
    const writer = makeWriter();
    writer.beat();
    writer.stop();
    make();
    expect([writer.beat(), told, readHeartbeat(path()).pid]).toEqual([true, 0, process.pid]);
  });
});

async function whileSuccessorBeats(act: (pid: number | undefined) => Promise<void>): Promise<void> {
  const successor = startFixture('beat-steadily', [installed().folder, folder()], { WATCHDOG_INSTANCE: 'b' });
  const ended = once(successor, 'exit');
  try {
    await named(successor.pid);
    await act(successor.pid);
  } finally {
    successor.kill('SIGKILL');
    await ended;
  }
}

async function named(pid: number | undefined): Promise<void> {
  await until(() => existsSync(path()) && readHeartbeat(path()).pid === pid);
}

async function until(isSo: () => boolean): Promise<void> {
  for (const deadlineMs = Date.now() + 20_000; !isSo(); await sleep(1)) {
    if (Date.now() > deadlineMs) throw new Error('it did not come to that');
  }
}

function writeSparse(): void {
  writeFileSync(path(), '');
  truncateSync(path(), 2 ** 30);
}

function deadPid(): number {
  return Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }));
}

function fail(): never {
  throw new Error('cannot end');
}
