import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fakeTimeEnvironment } from '../../tests/support/faketime.ts';
import { installedPackage } from './support/installed-package.ts';
import { readHeartbeat } from './support/read-heartbeat.ts';
import { deadPid, setUpReplaced } from './support/replaced.ts';
import { runFixture, startFixture } from './support/run-fixture.ts';

const FIRST = 'this-boot:1000';
const SECOND = 'this-boot:2000';
/** Not told by whoever started it. */
const UNNAMED = { WATCHDOG_STARTED: '' };
const clockAt = (offset: string) => ({ ...fakeTimeEnvironment(), FAKETIME: offset });

const installed = installedPackage();
const { folder, path, told, makeWriter, writeSuccessor } = setUpReplaced();

describe('an instance that was replaced while it hung', () => {
  test.each<[string, string, object, object]>([
    ['from a process', 'process', { WATCHDOG_STARTED: FIRST }, { WATCHDOG_STARTED: SECOND }],
    ['from a thread', 'thread', { WATCHDOG_STARTED: FIRST }, { WATCHDOG_STARTED: SECOND }],
    ['where nobody named the order of the starts', 'process', UNNAMED, UNNAMED],
    ['though the wall clock was set back meanwhile', 'process', UNNAMED, { ...UNNAMED, ...clockAt('-2h') }],
    ['though the wall clock was set forward', 'process', { ...UNNAMED, ...clockAt('+2h') }, UNNAMED],
  ])(
    'ends itself at its next beat, and overwrites nothing, %s',
    async (_when, where, ofOld, ofSuccessor) => {
      const old = startFixture('beat-steadily', [installed().folder, folder(), where], {
        ...ofOld,
        WATCHDOG_INSTANCE: 'a',
      });
      const ended = once(old, 'exit');
      try {
        await named(old.pid);
        old.kill('SIGSTOP');
        await whileSuccessorBeats(ofSuccessor, async (pid) => {
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

  test('ends itself though its process began after its successor: it is of the start that was replaced', async () => {
    await whileSuccessorBeats({ WATCHDOG_STARTED: SECOND }, async (pid) => {
      const restarted = startFixture('beat-steadily', [installed().folder, folder()], {
        WATCHDOG_STARTED: FIRST,
        WATCHDOG_INSTANCE: 'a',
      });
      expect(await once(restarted, 'exit')).toEqual([75, null]);
      expect(readHeartbeat(path()).pid).toBe(pid);
    });
  }, 30_000);

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
    expect(told()).toBe(1);
    expect([readFileSync(path(), 'utf8'), readdirSync(folder())]).toEqual([text, ['api.json']]);
    expect(writer.stop()).toBe(false);
    expect(existsSync(path())).toBe(true);
  });

  test.each<[string, () => number]>([
    ['lives', () => process.ppid],
    ['is another user’s, out of reach', () => 1],
    ['has died since', deadPid],
  ])('notices it at its very first beat, though the later one %s', (_who, pidOf) => {
    const text = writeSuccessor({ pid: pidOf() });
    expect(makeWriter().beat()).toBe(false);
    expect([told(), readFileSync(path(), 'utf8')]).toEqual([1, text]);
  });

  test('notices it though its successor has died since', () => {
    const writer = makeWriter();
    writer.beat();
    writeSuccessor({ pid: deadPid() });
    expect([writer.beat(), told()]).toEqual([false, 1]);
  });

  test('notices it where pids tell nothing: in a container every service is pid 1', () => {
    const writer = makeWriter();
    writer.beat();
    writeSuccessor({ pid: process.pid });
    expect([writer.beat(), told()]).toEqual([false, 1]);
  });

  test('notices it with the beat that ends an interval, and overwrites nothing with those before', async () => {
    const writer = makeWriter({ minIntervalMs: 50 });
    writer.beat();
    const text = writeSuccessor();
    writer.beat();
    await until(() => told() > 0);
    expect([told(), readFileSync(path(), 'utf8')]).toEqual([1, text]);
  });

  test('notices it on a full disk', () => {
    const asRoot = process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user'];
    const variables = `WATCHDOG_INSTANCE=a WATCHDOG_STARTED=${FIRST}`;
    const mounted = `mount -t tmpfs -o size=64k tmpfs "$0" && exec env ${variables} "$@"`;
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
    const writer = makeWriter({ onSuperseded: onSuperseded as () => void });
    writer.beat();
    writeSuccessor();
    expect(writer.beat()).toBe(false);
    await sleep(10);
  });
});

async function whileSuccessorBeats(
  environment: object,
  act: (pid: number | undefined) => Promise<void>,
): Promise<void> {
  const successor = startFixture('beat-steadily', [installed().folder, folder()], {
    ...environment,
    WATCHDOG_INSTANCE: 'b',
  });
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

function fail(): never {
  throw new Error('cannot end');
}
