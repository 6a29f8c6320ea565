// What docs/heartbeat-protocol.md asks of a writer, of every language alike.

import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Heartbeat, readDocument } from '../../src/core/heartbeat.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testUnless } from '../support/test-unless.ts';
import { LANGUAGES, whyNot } from './languages.ts';
import { startWriter, type Told, type Writer } from './writer.ts';

const OWN = { WATCHDOG_INSTANCE: 'a', WATCHDOG_STARTED: 'this-boot:2000.5' };
const KEY = 'api';

describe.each(LANGUAGES)('the writer in $name', (language) => {
  const reason = whyNot(language);
  const test = testUnless(reason);
  let made = '';
  let command: readonly string[] = [];
  let folder = '';
  let path = '';

  beforeAll(() => {
    made = mkdtempSync(join(tmpdir(), 'watchdog-driver-'));
    if (reason === undefined) command = language.make(made);
  }, 120_000);
  afterAll(() => rmSync(made, { recursive: true, force: true }));
  beforeEach(() => {
    folder = join(temporaryFolder('conformance'), 'heartbeats');
    path = join(folder, `${KEY}.json`);
  });

  const start = (told: Told = {}, key = KEY): Writer => startWriter([...command, folder, key], told);
  const read = (): Record<string, unknown> => JSON.parse(readFileSync(path, 'utf8'));
  /** The file of somebody else, put there as a writer does. */
  const putSuccessor = (changes: Record<string, unknown> = {}): string => {
    const document = {
      process_key: KEY,
      pid: process.pid,
      timestamp: new Date().toISOString(),
      status: 'running',
    };
    const text = JSON.stringify({ ...document, instance: 'b', started: 'this-boot:10000', ...changes });
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
    return text;
  };

  test('begins with iteration 1, and says what the watchdog reads', async () => {
    const writer = start();
    const beforeMs = Date.now();
    expect(await writer.say('beat - running')).toBe('ok');
    const heartbeat = readDocument(read(), KEY) as Heartbeat;
    expect(heartbeat).toMatchObject({
      pid: writer.pid,
      status: 'running',
      iteration: 1,
      instance: undefined,
    });
    expect(heartbeat.foreignKey).toBeUndefined();
    // Some tell whole seconds only.
    expect(heartbeat.timestampMs).toBeGreaterThan(beforeMs - 1001);
    expect(heartbeat.timestampMs).toBeLessThanOrEqual(Date.now());
    expect(read().timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3,9})?(Z|\+00:00)$/);
  });

  test('counts up, tells any status as it is, and the progress until another is told', async () => {
    const writer = start();
    await writer.say('beat 0.25 running');
    const status = 'say "hi" \\ ü/€';
    expect(await writer.say(`beat - ${status}`)).toBe('ok');
    expect(readDocument(read(), KEY)).toMatchObject({ status, iteration: 2, progress: 0.25 });
    await writer.say('beat 7 running');
    expect(read()).toMatchObject({ iteration: 3, progress: 7 });
  });

  test('makes the folder, gives the file mode 0644 under any umask, and leaves nothing beside it', async () => {
    const writer = startWriter(['sh', '-c', 'umask 077; exec "$@"', 'sh', ...command, folder, KEY]);
    expect(await writer.say('beat - running')).toBe('ok');
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(readdirSync(folder)).toEqual([`${KEY}.json`]);
  });

  test('shows every reader a whole heartbeat, however often it beats', async () => {
    const writer = start();
    await writer.say('beat - running');
    let isOver = false;
    const spun = writer.say(`spin ${language.spin}`).finally(() => {
      isOver = true;
    });
    let last = 0;
    for (let reads = 0; !isOver; reads += 1) {
      const { iteration } = readDocument(read(), KEY) as Heartbeat;
      expect(iteration).toBeGreaterThanOrEqual(last);
      last = iteration as number;
      if (reads % 20 === 0) await new Promise(setImmediate);
    }
    expect(await spun).toBe('ok');
    expect(read().iteration).toBe(language.spin + 1);
  });

  test('finds its place and its start in the environment', async () => {
    const told = { ...OWN, WATCHDOG_KEY: KEY, WATCHDOG_HEARTBEAT_FILE: join(folder, 'other-name.json') };
    await startWriter(command, told).say('beat - running');
    path = join(folder, 'other-name.json');
    expect(read()).toMatchObject({ process_key: KEY, instance: 'a', started: OWN.WATCHDOG_STARTED });
  });

  test('does not pass for the start of another service', async () => {
    await start({ ...OWN, WATCHDOG_KEY: 'web' }).say('beat - running');
    expect(read()).not.toHaveProperty('instance');
    expect(read()).not.toHaveProperty('started');
  });

  test('that was replaced ends with 75, and overwrites nothing', async () => {
    const writer = start(OWN);
    await writer.say('beat - running');
    const text = putSuccessor();
    expect(await writer.say('beat - running')).toBeUndefined();
    expect(await writer.ended).toBe(75);
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual([text, [`${KEY}.json`]]);
  });

  test('goes on beside whatever is not certainly a successor', async () => {
    const writer = start(OWN);
    await writer.say('beat - running');
    const others: (() => unknown)[] = [
      ...[
        { instance: 'a' },
        { instance: undefined },
        { process_key: 'web' },
        { started: 'this-boot:999' },
      ].map((changes) => () => putSuccessor(changes)),
      ...[
        { started: 'other-boot:10000' },
        { started: undefined },
        { started: 10_000 },
        { started: '10000' },
      ].map((changes) => () => putSuccessor(changes)),
      () => writeFileSync(path, '{"process_key":"api","instance":"b'),
      () => writeFileSync(path, ''),
      () => execFileSync('sh', ['-c', `rm -f '${path}'; mkfifo '${path}'`]),
      () => {
        putSuccessor();
        renameSync(path, `${path}.elsewhere`);
        symlinkSync(`${path}.elsewhere`, path);
      },
    ];
    for (const [index, put] of others.entries()) {
      put();
      expect([index, await writer.say('beat - running')]).toEqual([index, 'ok']);
      expect(read()).toMatchObject({ pid: writer.pid, iteration: index + 2 });
    }
  });

  test('is not replaced when somebody started it by hand', async () => {
    const writer = start();
    await writer.say('beat - running');
    putSuccessor();
    expect(await writer.say('beat - running')).toBe('ok');
    expect(read().pid).toBe(writer.pid);
  });

  test('survives a place where it cannot write, and beats on when it can', async () => {
    const writer = start();
    writeFileSync(folder, 'a file in its place');
    expect(await writer.say('beat - running')).toBe('failed');
    unlinkSync(folder);
    expect(await writer.say('beat - running')).toBe('ok');
    expect(read().iteration).toBe(2);
  });

  test('removes its file when it stops, and nobody else’s', async () => {
    const writer = start();
    await writer.say('beat - running');
    expect(await writer.say('stop')).toBe('ok');
    expect(existsSync(path)).toBe(false);
    await writer.say('beat - running');
    putSuccessor();
    expect(await writer.say('stop')).toBe('ok');
    expect(read().instance).toBe('b');
  });

  test.each(['a/b', '..', '.'])('refuses the key %s, which would leave the folder', async (key) => {
    const writer = start({}, key);
    expect([await writer.say('beat - running'), await writer.ended]).toEqual(['refused', 2]);
  });
});
