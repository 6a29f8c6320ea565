// Files that somebody else can put in the place of those that we read: whatever lies there, it is answered, soon, and no more
// than 64 KiB of it are read.

import { appendFileSync, chmodSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Document, hasSuccessor } from '../../heartbeat-writer/src/own-heartbeat.ts';
import { readDocument } from '../../src/core/heartbeat.ts';
import { createHeartbeatReader } from '../../src/host/heartbeat-file.ts';
import { readTail } from '../../src/host/output-file.ts';
import { findFault } from '../../src/host/spawn-fault.ts';
import { readHolder } from '../../src/store/holder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { bytes } from './nasty.ts';
import { TEXTS } from './parsers.ts';

const MOST_BYTES = 64 * 1024;
// What it takes to ask how much was read.
const ASKING_BYTES = 1024;
const GIGABYTE = 2 ** 30;

const readHeartbeat = createHeartbeatReader(readDocument);
const OWN: Document = { process_key: 'web', instance: 'a', started: 'boot:1' };
const SUCCESSOR = JSON.stringify({ process_key: 'web', instance: 'b', started: 'boot:2' });

/** What reads a file in a folder, and how that file is called. */
const FILES: Readonly<Record<string, readonly [string, (path: string) => unknown]>> = {
  'a heartbeat': ['web.json', (path) => readHeartbeat(path, 'web')],
  'the heartbeat of a successor': ['web.json', (path) => hasSuccessor(path, OWN, undefined)],
  'the word of who holds the lease': ['db-holder', (path) => readHolder(path.replace(/-holder$/, ''))],
  'the first line of a script': ['run', (path) => findFault({ argv: [path], cwd: '/', path: '/bin' })],
  'the tail of an output': ['web.log', (path) => readTail(path, 0)],
};

const bytesRead = () => Number(/^rchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);

describe.each(Object.entries(FILES))('%s', (_, [name, read]) => {
  let path: string;
  beforeEach(() => {
    const folder = join(temporaryFolder('fuzz'), 'files');
    mkdirSync(folder);
    path = join(folder, name);
    writeFileSync(path, '');
    chmodSync(path, 0o755);
  });

  test('is answered, whatever lies there', () => {
    fc.assert(
      fc.property(bytes(SUCCESSOR, '#!/bin/sh\n', ...TEXTS), (content) => {
        writeFileSync(path, content);
        read(path);
      }),
      { numRuns: 200 },
    );
  });

  test.each(['', '{"pid":1,', SUCCESSOR, '#!/bin/sh '])(
    'is read no further than 64 KiB where a gigabyte follows on %j',
    (beginning) => {
      writeFileSync(path, beginning);
      truncateSync(path, GIGABYTE);
      appendFileSync(path, beginning);
      const before = bytesRead();
      read(path);
      expect(bytesRead() - before).toBeLessThanOrEqual(MOST_BYTES + ASKING_BYTES);
    },
  );
});

test('a successor is found in the largest file that is read, and in none that is larger', () => {
  const path = join(temporaryFolder('fuzz'), 'web.json');
  writeFileSync(path, SUCCESSOR.padEnd(MOST_BYTES));
  expect(hasSuccessor(path, OWN, undefined)).toBe(true);
  writeFileSync(path, `${SUCCESSOR.padEnd(MOST_BYTES)}}`);
  expect(hasSuccessor(path, OWN, undefined)).toBe(true);
  writeFileSync(path, SUCCESSOR.padStart(MOST_BYTES + 1));
  expect(hasSuccessor(path, OWN, undefined)).toBe(false);
});
