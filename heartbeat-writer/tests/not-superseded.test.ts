import { execFileSync } from 'node:child_process';
import { renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { installedPackage } from './support/installed-package.ts';
import { readHeartbeat } from './support/read-heartbeat.ts';
import { setUpReplaced } from './support/replaced.ts';
import { runFixture } from './support/run-fixture.ts';

const installed = installedPackage();
const { folder, path, told, makeWriter, writeSuccessor } = setUpReplaced();

describe('an instance goes on beating', () => {
  test.each<[string, Record<string, unknown>]>([
    ['has no instance: somebody started it by hand', { instance: undefined }],
    ['is of the same start, from another process', { instance: 'a' }],
    ['is of another service', { process_key: 'web' }],
    ['was started earlier: it is the one that was replaced', { started: 'this-boot:999' }],
    ['was started in another boot, or on another host', { started: 'another-boot:10000' }],
    ['does not say when it was started', { started: undefined }],
    ['says it by a wall clock', { started: '2099-01-01T00:00:00Z' }],
    ['says it in no way that can be read', { started: { 'this-boot': 10_000 } }],
    ['says it without a boot', { started: '10000' }],
  ])('when the file of another one %s', (_what, changes) => {
    const writer = makeWriter();
    writer.beat();
    writeSuccessor(changes);
    expect([writer.beat(), told(), readHeartbeat(path()).pid]).toEqual([true, 0, process.pid]);
  });

  test('when it was started by hand itself', () => {
    delete process.env.WATCHDOG_INSTANCE;
    const writer = makeWriter();
    writer.beat();
    writeSuccessor();
    expect([writer.beat(), told()]).toEqual([true, 0]);
  });

  test.each([
    ['half a heartbeat', () => writeFileSync(path(), '{"pid":12')],
    ['null', () => writeFileSync(path(), 'null')],
    ['a gigabyte of nothing', () => writeSparse()],
    ['a FIFO', () => execFileSync('mkfifo', [path()])],
    ['a link to a heartbeat elsewhere', () => linkElsewhere()],
    ['nothing', () => undefined],
  ])('when it finds %s', (_what, make) => {
    const writer = makeWriter();
    writer.beat();
    writer.stop();
    make();
    expect([writer.beat(), told(), readHeartbeat(path()).pid]).toEqual([true, 0, process.pid]);
  });

  test('and waits for nobody when what it finds is swapped for a FIFO before it is read', () => {
    // Held up between the look at the file and its opening, as by a machine that is busy elsewhere.
    const held = ['-e', 'trace=openat', '-P', path(), '-e', 'inject=openat:delay_enter=300000:when=1'];
    const tracing = ['strace', '-f', '-qq', '-o', '/dev/null', ...held];
    expect(runFixture('find-a-fifo', [installed().folder, folder()], tracing)).toEqual({
      beats: [true, true],
      told: [],
      pid: expect.any(Number),
    });
  }, 30_000);
});

function linkElsewhere(): void {
  writeSuccessor();
  renameSync(path(), `${path()}.elsewhere`);
  symlinkSync(`${path()}.elsewhere`, path());
}

function writeSparse(): void {
  writeFileSync(path(), '');
  truncateSync(path(), 2 ** 30);
}
