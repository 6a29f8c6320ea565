import { join } from 'node:path';
import { HeartbeatWriter } from '../src/heartbeat-writer.ts';
import { readHeartbeat } from './support/read-heartbeat.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();
const variables = ['WATCHDOG_KEY', 'WATCHDOG_HEARTBEAT_FILE', 'WATCHDOG_INSTANCE', 'WATCHDOG_STARTED'];
const cookie = '1f2a9c1e-6f0b-4b8e-9d57-6a1d7a3c0b11';

function clearEnvironment(): void {
  for (const variable of variables) delete process.env[variable];
}

beforeEach(clearEnvironment);
afterEach(clearEnvironment);

describe('a service started by the watchdog', () => {
  test('beats under the key, into the file and with the cookie that it was given', () => {
    const heartbeatFile = join(folder(), 'custom-name.hb');
    Object.assign(process.env, {
      WATCHDOG_KEY: 'api',
      WATCHDOG_HEARTBEAT_FILE: heartbeatFile,
      WATCHDOG_INSTANCE: cookie,
    });
    const writer = HeartbeatWriter.fromEnvironment();
    expect(writer.heartbeatPath).toBe(heartbeatFile);
    expect(writer.beat()).toBe(true);
    expect(readHeartbeat(heartbeatFile)).toMatchObject({
      process_key: 'api',
      instance: cookie,
      pid: process.pid,
    });
    expect(writer.stop()).toBe(true);
  });

  test('is told its key and file by the watchdog, not by its own defaults', () => {
    Object.assign(process.env, {
      WATCHDOG_KEY: 'api',
      WATCHDOG_HEARTBEAT_FILE: join(folder(), 'given.json'),
    });
    const defaults = { processKey: 'other', heartbeatDir: '/nowhere', heartbeatFilename: 'other.json' };
    const writer = HeartbeatWriter.fromEnvironment(defaults);
    writer.beat();
    expect(readHeartbeat(join(folder(), 'given.json')).process_key).toBe('api');
  });

  test('does not lend its cookie to a heartbeat under another key', () => {
    Object.assign(process.env, { WATCHDOG_KEY: 'api', WATCHDOG_INSTANCE: cookie });
    const writer = new HeartbeatWriter({ heartbeatDir: folder(), processKey: 'helper-of-api' });
    writer.beat();
    expect(readHeartbeat(writer.heartbeatPath)).not.toHaveProperty('instance');
  });
});

describe('a service started by hand', () => {
  test('falls back on its own defaults', () => {
    const writer = HeartbeatWriter.fromEnvironment({ processKey: 'api', heartbeatDir: folder() });
    expect(writer.heartbeatPath).toBe(join(folder(), 'api.json'));
    writer.beat();
    expect(readHeartbeat(writer.heartbeatPath)).not.toHaveProperty('instance');
  });

  test('is told which variable is missing and what to do', () => {
    expect(() => HeartbeatWriter.fromEnvironment()).toThrow(
      'HeartbeatWriter.fromEnvironment: WATCHDOG_KEY is not set; expected it or a default processKey. ' +
        'Pass one, or let the watchdog start it.',
    );
    process.env.WATCHDOG_KEY = 'api';
    expect(() => HeartbeatWriter.fromEnvironment()).toThrow(
      'WATCHDOG_HEARTBEAT_FILE is not set; expected it or a default heartbeatDir.',
    );
  });
});
