import { join } from 'node:path';
import { HeartbeatWriter, type HeartbeatWriterOptions } from '../src/heartbeat-writer.ts';

const folder = '/tmp/never-made';
const badNames = ['', '.', '..', '../api', 'a/b', '/etc/passwd', 'a\\b', '..\\api', 'a\0b'];

function refusal(options: object): unknown {
  try {
    new HeartbeatWriter(options as HeartbeatWriterOptions);
  } catch (error) {
    return error;
  }
}

describe('a writer', () => {
  test.each(badNames)('is refused for the key %j, which would leave the folder', (processKey) => {
    expect(refusal({ heartbeatDir: folder, processKey })).toMatchObject({
      name: 'TypeError',
      message: `HeartbeatWriter processKey: found ${JSON.stringify(processKey)}; expected a plain name: no "/", "\\" or NUL, not empty, "." or "..". Choose another.`,
    });
  });

  test.each(badNames)(
    'is refused for the file name %j, which would leave the folder',
    (heartbeatFilename) => {
      expect(refusal({ heartbeatDir: folder, processKey: 'api', heartbeatFilename })).toMatchObject({
        name: 'TypeError',
        message: expect.stringContaining('HeartbeatWriter heartbeatFilename: found'),
      });
    },
  );

  test.each([undefined, null, 7, {}])('is refused for the key %p, which is no text', (processKey) => {
    expect(refusal({ heartbeatDir: folder, processKey })).toMatchObject({ name: 'TypeError' });
  });

  test.each([undefined, '', 'a\0b'])('is refused for the folder %j', (heartbeatDir) => {
    expect(refusal({ heartbeatDir, processKey: 'api' })).toMatchObject({
      name: 'TypeError',
      message: expect.stringContaining('HeartbeatWriter heartbeatDir: found'),
    });
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])(
    'is refused for a minIntervalMs of %p',
    (minIntervalMs) => {
      expect(refusal({ heartbeatDir: folder, processKey: 'api', minIntervalMs })).toMatchObject({
        name: 'TypeError',
        message: `HeartbeatWriter minIntervalMs: found ${minIntervalMs}; expected a number from 0 to 2147483647. Pass one of these.`,
      });
    },
  );

  test.each([0, -1, Number.NaN, 2_147_484])(
    'does not start for everySeconds %p, which no timer can keep',
    (everySeconds) => {
      const writer = new HeartbeatWriter({ heartbeatDir: folder, processKey: 'api' });
      expect(() => writer.start({ everySeconds })).toThrow('HeartbeatWriter everySeconds: found');
      expect(writer.iterationCount).toBe(0);
    },
  );

  test.each(['api', '...', '.hidden', 'a b', 'naïve-服务', '..api'])('takes the key %j', (processKey) => {
    const writer = new HeartbeatWriter({ heartbeatDir: folder, processKey });
    expect(writer.heartbeatPath).toBe(join(folder, `${processKey}.json`));
  });
});
