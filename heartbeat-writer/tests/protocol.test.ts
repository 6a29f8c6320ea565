import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Heartbeat, readDocument } from '../../src/core/heartbeat.ts';
import { HeartbeatWriter } from '../src/heartbeat-writer.ts';
import { readHeartbeat } from './support/read-heartbeat.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();
const protocol = readFileSync(new URL('../../docs/heartbeat-protocol.md', import.meta.url), 'utf8');

function example(language: string): string {
  const [, code] = protocol.split(`\`\`\`${language}\n`);
  return code?.split('```')[0] ?? '';
}

function asTheWatchdogReadsIt(path: string): Heartbeat | string {
  return readDocument(readHeartbeat(path), 'api');
}

describe('what the watchdog reads', () => {
  test('is what the writer wrote', () => {
    const writer = new HeartbeatWriter({ heartbeatDir: folder(), processKey: 'api' });
    const before = Date.now();
    writer.beat({ status: 'draining', progress: 0.25 });
    const heartbeat = asTheWatchdogReadsIt(writer.heartbeatPath);
    expect(heartbeat).toMatchObject({ pid: process.pid, status: 'draining', iteration: 1, progress: 0.25 });
    expect((heartbeat as Heartbeat).timestampMs).toBeGreaterThanOrEqual(before);
  });

  test.each([
    ['python', 'python3', `beat(sys.argv[1], 'api', 7)\n`, 'import sys\n'],
    ['sh', 'sh', `beat "$1" api 7\n`, ''],
  ])('is what the %s example of the protocol wrote', (language, interpreter, call, head) => {
    const path = join(folder(), 'api.json');
    const program = join(folder(), `program.${language}`);
    writeFileSync(program, head + example(language) + call);
    execFileSync(interpreter, [program, path], { stdio: 'inherit' });
    expect(asTheWatchdogReadsIt(path)).toMatchObject({
      pid: expect.any(Number),
      status: 'running',
      iteration: 7,
    });
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(readdirSync(folder()).sort()).toEqual(['api.json', `program.${language}`]);
  });

  test('is the example at the head of the protocol', () => {
    expect(readDocument(JSON.parse(example('json')), 'api')).toMatchObject({ pid: 4711, iteration: 128 });
  });
});
