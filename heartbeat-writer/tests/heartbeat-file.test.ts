import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeartbeatWriter } from '../src/heartbeat-writer.ts';
import { readHeartbeat } from './support/read-heartbeat.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();

describe('the heartbeat file', () => {
  test('says who beats, when, how it is, and for which time', () => {
    const writer = new HeartbeatWriter({ heartbeatDir: folder(), processKey: 'api' });
    const before = Date.now();
    expect(writer.beat()).toBe(true);
    const { timestamp, ...rest } = readHeartbeat(join(folder(), 'api.json'));
    expect(rest).toEqual({ process_key: 'api', pid: process.pid, status: 'running', iteration: 1 });
    expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Date.parse(String(timestamp))).toBeGreaterThanOrEqual(before);
    expect(Date.parse(String(timestamp))).toBeLessThanOrEqual(Date.now());
  });

  test('has the fields of the Python writer, in its order, before any other', () => {
    const writer = new HeartbeatWriter({ heartbeatDir: folder(), processKey: 'api' });
    writer.beat({ progress: 3 });
    const names = Object.keys(readHeartbeat(writer.heartbeatPath));
    expect(names.slice(0, 5)).toEqual(['process_key', 'pid', 'timestamp', 'status', 'iteration']);
    expect(names.slice(5)).toEqual(['progress']);
  });

  test('counts the beats from 1', () => {
    const writer = new HeartbeatWriter({ heartbeatDir: folder(), processKey: 'api' });
    expect(writer.iterationCount).toBe(0);
    for (let left = 3; left > 0; left -= 1) writer.beat();
    expect(writer.iterationCount).toBe(3);
    expect(readHeartbeat(writer.heartbeatPath).iteration).toBe(3);
  });

  test('carries the status given as a word or in an object', () => {
    const writer = new HeartbeatWriter({ heartbeatDir: folder(), processKey: 'api' });
    writer.beat('error');
    expect(readHeartbeat(writer.heartbeatPath).status).toBe('error');
    writer.beat({ status: 'draining', progress: 0.5 });
    expect(readHeartbeat(writer.heartbeatPath)).toMatchObject({ status: 'draining', progress: 0.5 });
    writer.beat();
    expect(readHeartbeat(writer.heartbeatPath)).toMatchObject({ status: 'running', progress: 0.5 });
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'keeps the last progress when the next one is %p',
    (progress) => {
      const writer = new HeartbeatWriter({ heartbeatDir: folder(), processKey: 'api' });
      writer.beat({ progress: 7 });
      expect(writer.beat({ progress })).toBe(true);
      expect(readHeartbeat(writer.heartbeatPath)).toMatchObject({ progress: 7, iteration: 2 });
    },
  );

  test('is readable by a watchdog of another user, whatever the umask', () => {
    const umask = process.umask(0o077);
    try {
      const writer = new HeartbeatWriter({ heartbeatDir: folder(), processKey: 'api' });
      writer.beat();
      expect(statSync(writer.heartbeatPath).mode & 0o777).toBe(0o644);
    } finally {
      process.umask(umask);
    }
  });

  test('is made together with its folder, again when the folder is lost', () => {
    const heartbeatDir = join(folder(), 'var/heartbeats');
    const writer = new HeartbeatWriter({ heartbeatDir, processKey: 'api', heartbeatFilename: 'beat.txt' });
    expect(writer.heartbeatPath).toBe(join(heartbeatDir, 'beat.txt'));
    expect(writer.beat()).toBe(true);
    expect(readdirSync(heartbeatDir)).toEqual(['beat.txt']);
  });

  test('stays where it was when the service changes its working folder', () => {
    const workingFolder = process.cwd();
    try {
      process.chdir(folder());
      const writer = new HeartbeatWriter({ heartbeatDir: 'beats', processKey: 'api' });
      process.chdir('/');
      expect(writer.beat()).toBe(true);
      expect(readdirSync(join(folder(), 'beats'))).toEqual(['api.json']);
    } finally {
      process.chdir(workingFolder);
    }
  });

  test('replaces a link instead of writing through it', () => {
    const precious = join(folder(), 'precious');
    writeFileSync(precious, 'kept');
    symlinkSync(precious, join(folder(), 'api.json'));
    symlinkSync(precious, join(folder(), `.api.json.${process.pid}.0.tmp`));
    const writer = new HeartbeatWriter({ heartbeatDir: folder(), processKey: 'api' });
    expect(writer.beat()).toBe(true);
    expect(readFileSync(precious, 'utf8')).toBe('kept');
    expect(readdirSync(folder()).sort()).toEqual(['api.json', 'precious']);
  });

  test('cannot be written over a folder; nothing is left beside it', () => {
    mkdirSync(join(folder(), 'api.json/inner'), { recursive: true });
    const errors: Error[] = [];
    const onError = (error: Error) => errors.push(error);
    const writer = new HeartbeatWriter({ heartbeatDir: folder(), processKey: 'api', onError });
    expect(writer.beat()).toBe(false);
    expect(errors).toEqual([expect.objectContaining({ code: 'EISDIR' })]);
    expect(readdirSync(folder())).toEqual(['api.json']);
  });
});
