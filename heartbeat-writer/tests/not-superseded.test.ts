import { execFileSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { readHeartbeat } from './support/read-heartbeat.ts';
import { deadPid, setUpReplaced } from './support/replaced.ts';

const { path, told, makeWriter, writeSuccessor } = setUpReplaced();
const before = new Date(Date.now() - process.uptime() * 1000 - 1000).toISOString();

describe('an instance goes on beating', () => {
  test('where a dead one left its file, though by its clock that one began later', () => {
    writeSuccessor({ pid: deadPid() });
    expect(makeWriter().beat()).toBe(true);
    // In a container every service is pid 1; and 0 is nobody's.
    for (const pid of [process.pid, 0, -1, 'pid']) {
      writeSuccessor({ pid });
      expect(makeWriter().beat()).toBe(true);
    }
    expect(told()).toBe(0);
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
    ['nothing', () => undefined],
  ])('when it finds %s', (_what, make) => {
    const writer = makeWriter();
    writer.beat();
    writer.stop();
    make();
    expect([writer.beat(), told(), readHeartbeat(path()).pid]).toEqual([true, 0, process.pid]);
  });
});

function writeSparse(): void {
  writeFileSync(path(), '');
  truncateSync(path(), 2 ** 30);
}
