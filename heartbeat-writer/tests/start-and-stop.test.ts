import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { HeartbeatWriter } from '../src/heartbeat-writer.ts';
import { readHeartbeat } from './support/read-heartbeat.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();

function makeWriter(): HeartbeatWriter {
  return new HeartbeatWriter({ heartbeatDir: folder(), processKey: 'api' });
}

async function untilIteration(writer: HeartbeatWriter, iteration: number): Promise<void> {
  for (const deadlineMs = Date.now() + 30_000; Date.now() < deadlineMs; await sleep(5)) {
    if (writer.iterationCount >= iteration) return;
  }
  throw new Error(`only ${writer.iterationCount} beats; expected ${iteration}`);
}

describe('a service with a timer', () => {
  test('beats at once and then by itself, with its last status and progress', async () => {
    const writer = makeWriter();
    expect(writer.start({ everySeconds: 0.02 })).toBe(true);
    expect(readHeartbeat(writer.heartbeatPath).iteration).toBe(1);
    writer.beat({ status: 'warming up', progress: 4 });
    await untilIteration(writer, 4);
    expect(readHeartbeat(writer.heartbeatPath)).toMatchObject({ status: 'warming up', progress: 4 });
    writer.stop();
  });

  test('has one timer, however often it was started, and none once stopped', async () => {
    const writer = makeWriter();
    writer.start({ everySeconds: 0.01 });
    writer.start({ everySeconds: 1000 });
    await sleep(100);
    expect(writer.iterationCount).toBe(2);
    writer.start({ everySeconds: 0.01 });
    writer.stop();
    await sleep(100);
    expect(writer.iterationCount).toBe(3);
  });
});

describe('a service that ends', () => {
  test('takes its heartbeat away, and may do so twice', () => {
    const writer = makeWriter();
    writer.beat();
    expect(writer.stop()).toBe(true);
    expect(existsSync(writer.heartbeatPath)).toBe(false);
    expect(writer.stop()).toBe(true);
  });

  test('may beat again afterwards, and goes on counting', () => {
    const writer = new HeartbeatWriter({ heartbeatDir: folder(), processKey: 'api', minIntervalMs: 60_000 });
    writer.beat();
    writer.stop();
    expect(writer.beat()).toBe(true);
    expect(readHeartbeat(writer.heartbeatPath).iteration).toBe(2);
  });

  test.each([
    ['another process', { pid: process.pid + 1 }],
    ['another instance with the same pid', { pid: process.pid, instance: 'a-newer-one' }],
    ['nobody', null],
  ])('leaves a heartbeat that names %s', (_whom, heartbeat) => {
    const writer = makeWriter();
    writer.beat();
    writeFileSync(`${writer.heartbeatPath}.new`, JSON.stringify(heartbeat));
    renameSync(`${writer.heartbeatPath}.new`, writer.heartbeatPath);
    expect(writer.stop()).toBe(true);
    expect(existsSync(writer.heartbeatPath)).toBe(true);
  });

  test('leaves a heartbeat that is half a file', () => {
    const writer = makeWriter();
    writeFileSync(writer.heartbeatPath, `{"pid":${process.pid},`);
    expect(writer.stop()).toBe(true);
    expect(existsSync(writer.heartbeatPath)).toBe(true);
  });
});
