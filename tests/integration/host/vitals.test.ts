// What this machine tells of itself.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure, measurePressure } from '../../../src/host/vitals.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('a disk has room, and not more than its size', () => {
  const room = measure({ kind: 'disk', path: temporaryFolder('disk') });
  if (room.kind !== 'room') throw new Error(JSON.stringify(room));
  expect(room.freeBytes).toBeGreaterThan(0);
  expect(room.allBytes).toBeGreaterThanOrEqual(room.freeBytes);
});

test('a disk that is not there is unknown', () => {
  expect(measure({ kind: 'disk', path: '/no/such/disk' })).toEqual({
    kind: 'unknown',
    why: '/no/such/disk: its disk could not be looked at (ENOENT)',
  });
});

test('the load is a number', () => {
  expect(measure({ kind: 'load' })).toMatchObject({ kind: 'level', value: expect.any(Number) });
});

const PRESSURE =
  'some avg10=12.34 avg60=2.00 avg300=0.10 total=999\nfull avg10=7.00 avg60=1.00 avg300=0.00 total=1\n';

test.each([
  ['as the kernel writes it', PRESSURE, { kind: 'level', value: 12.34 }],
  [
    'that has changed its form',
    'nothing\n',
    { kind: 'unknown', why: expect.stringMatching(/tells no average/) },
  ],
])('memory pressure %s', (_, text, expected) => {
  const path = join(temporaryFolder('pressure'), 'memory');
  writeFileSync(path, text);
  expect(measurePressure(path)).toEqual(expected);
});

test('a kernel that does not know of pressure tells nothing', () => {
  expect(measurePressure('/proc/pressure/no-such-thing')).toMatchObject({ kind: 'unknown' });
});
