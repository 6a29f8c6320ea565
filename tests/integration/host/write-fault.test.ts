// Why nothing can be written in a folder, on disks of the test's own.

import { join } from 'node:path';
import { findWriteFault } from '../../../src/host/write-fault.ts';
import { testAsRoot } from '../../support/as-root.ts';
import { mountSmallDisk } from '../../support/small-disk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('a folder in which can be written has no fault, and one that is not there tells nothing', () => {
  const folder = temporaryFolder('writable');
  expect(findWriteFault(folder)).toBeUndefined();
  expect(findWriteFault(join(folder, 'gone'))).toBeUndefined();
});

testAsRoot('a full disk, one without room for a file, and a read-only one are told apart', () => {
  const folder = join(temporaryFolder('disk'), 'mounted');
  const disk = mountSmallDisk(folder, 'size=64k,nr_inodes=8');
  const why = () => findWriteFault(folder)?.why;
  disk.fill();
  expect(why()).toBe('its file system is full');
  disk.clear();
  disk.useUpInodes();
  expect(why()).toBe('its file system has no room for one more file');
  disk.clear();
  expect(why()).toBeUndefined();
  disk.remount('ro');
  expect(why()).toBe('its file system is read-only');
});
