import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { HeartbeatWriter } from '../src/heartbeat-writer.ts';
import { readHeartbeat } from './support/read-heartbeat.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();
const longIntervalMs = 3_600_000;
const shortIntervalMs = 500;

async function until(holds: () => boolean): Promise<void> {
  for (const deadlineMs = Date.now() + 30_000; Date.now() < deadlineMs && !holds(); ) await sleep(5);
  expect(holds()).toBe(true);
}

describe('a service that beats in a hot loop', () => {
  test('writes once within the interval, and counts every beat', () => {
    const writer = new HeartbeatWriter({
      heartbeatDir: folder(),
      processKey: 'hot',
      minIntervalMs: longIntervalMs,
    });
    const beats = Array.from({ length: 1000 }, () => writer.beat());
    expect(beats).not.toContain(false);
    expect(readHeartbeat(writer.heartbeatPath).iteration).toBe(1);
    expect(writer.iterationCount).toBe(1000);
    writer.stop();
  });

  test('writes a change of status at once, there and back', () => {
    const writer = new HeartbeatWriter({
      heartbeatDir: folder(),
      processKey: 'hot',
      minIntervalMs: longIntervalMs,
    });
    for (const status of ['running', 'error', 'error', 'running', 'running']) {
      writer.beat(status);
      expect(readHeartbeat(writer.heartbeatPath).status).toBe(status);
    }
    expect(readHeartbeat(writer.heartbeatPath).iteration).toBe(4);
    writer.stop();
  });

  test('has its last beat written when the loop ends, with the time at which it was made', async () => {
    const writer = new HeartbeatWriter({
      heartbeatDir: folder(),
      processKey: 'hot',
      minIntervalMs: shortIntervalMs,
    });
    for (let progress = 1; progress <= 10; progress += 1) writer.beat({ progress });
    const loopEndMs = Date.now();
    await until(() => readHeartbeat(writer.heartbeatPath).progress === 10);
    const { iteration, timestamp } = readHeartbeat(writer.heartbeatPath);
    expect(iteration).toBe(10);
    expect(Date.parse(String(timestamp))).toBeLessThanOrEqual(loopEndMs + 1);
    await sleep(2 * shortIntervalMs);
    expect(readHeartbeat(writer.heartbeatPath)).toMatchObject({ iteration, timestamp });
  });

  test('writes again by itself when the interval is over', async () => {
    const writer = new HeartbeatWriter({ heartbeatDir: folder(), processKey: 'hot', minIntervalMs: 50 });
    const endMs = Date.now() + 500;
    while (Date.now() < endMs) writer.beat();
    expect(readHeartbeat(writer.heartbeatPath).iteration).toBeGreaterThan(1);
    writer.stop();
  });

  test('is told false until the interval is over when a write failed, and then it is tried again', async () => {
    const errors: Error[] = [];
    const onError = (error: Error) => errors.push(error);
    const options = { heartbeatDir: folder(), processKey: 'hot', minIntervalMs: shortIntervalMs, onError };
    const writer = new HeartbeatWriter(options);
    mkdirSync(writer.heartbeatPath);
    const beats = [writer.beat(), writer.beat(), writer.beat()];
    expect(beats).toEqual([false, false, false]);
    expect(errors.length).toBe(1);
    rmdirSync(writer.heartbeatPath);
    await until(() => existsSync(writer.heartbeatPath));
    expect(readHeartbeat(writer.heartbeatPath).iteration).toBe(3);
  });

  test('leaves nothing that is written after it has stopped', async () => {
    const writer = new HeartbeatWriter({ heartbeatDir: folder(), processKey: 'hot', minIntervalMs: 50 });
    writer.beat();
    writer.beat();
    writer.stop();
    await sleep(200);
    expect(existsSync(writer.heartbeatPath)).toBe(false);
  });
});
