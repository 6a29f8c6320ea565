// Who else could change what a path leads to, on a real disk; the owner who may is whoever runs the tests, and root.

import { chmodSync, linkSync, mkdirSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exposureOf } from '../../../src/host/exposure.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const OWNERS = [0, process.getuid?.() ?? -1];
let folder: string;
let file: string;

beforeEach(() => {
  folder = temporaryFolder('exposure');
  mkdirSync(join(folder, 'etc', 'web'), { recursive: true });
  file = join(folder, 'etc', 'web', 'config.json');
  writeFileSync(file, '{}');
});

const within = (...names: string[]) => join(folder, ...names);

test('a file of one’s own below folders of one’s own is nobody else’s, though /tmp is everybody’s', () => {
  chmodSync(file, 0o644);
  expect(exposureOf(file, OWNERS)).toBeUndefined();
});

test.each<[string, () => unknown, () => string]>([
  ['a file for everybody', () => chmodSync(file, 0o666), () => `${file} is writable by everybody (mode 666)`],
  ['a file for a group', () => chmodSync(file, 0o664), () => `${file} is writable by group`],
  [
    'the folder',
    () => chmodSync(within('etc/web'), 0o777),
    () => `${within('etc/web')} is writable by every`,
  ],
  ['a folder above', () => chmodSync(within('etc'), 0o775), () => `${within('etc')} is writable by group`],
])('%s that others may write is told by its name and mode', (_, expose, told) => {
  expose();
  expect(exposureOf(file, OWNERS)).toContain(told());
});

test('where a group is trusted, it may write, and everybody still may not', () => {
  const { gid } = statSync(file);
  chmodSync(file, 0o664);
  chmodSync(within('etc'), 0o775);
  expect(exposureOf(file, OWNERS, (one) => one === gid)).toBeUndefined();
  expect(exposureOf(file, OWNERS, (one) => one !== gid)).toContain('is writable by group');
  chmodSync(file, 0o666);
  expect(exposureOf(file, OWNERS, () => true)).toContain('is writable by everybody');
});

test('what belongs to somebody else is told with whose it is', () => {
  expect(exposureOf(file, [4_000_000])).toBe('/ belongs to user 0');
});

describe('in a folder such as /tmp', () => {
  beforeEach(() => chmodSync(within('etc/web'), 0o1777));

  test('what is there stays its owner’s', () => {
    expect(exposureOf(file, OWNERS)).toBeUndefined();
  });

  test('a name that is free is anybody’s', () => {
    expect(exposureOf(within('etc/web/none'), OWNERS)).toContain('is not there, and others may make it');
  });

  test('a file with a second name may have been put there by anybody', () => {
    linkSync(file, within('other'));
    expect(exposureOf(file, OWNERS)).toContain('has other names as well');
  });

  test('the folder itself is everybody’s', () => {
    expect(exposureOf(within('etc/web'), OWNERS)).toContain('is writable by everybody (mode 1777)');
  });
});

test('a link is followed, and the way that it leads is looked at whole', () => {
  mkdirSync(within('open'));
  renameSync(within('etc/web'), within('open/web'));
  symlinkSync('../open/web', within('etc/web'));
  expect(exposureOf(file, OWNERS)).toBeUndefined();
  chmodSync(within('open'), 0o777);
  expect(exposureOf(file, OWNERS)).toContain(`${within('open')} is writable by everybody`);
});

test('links in a circle lead nowhere', () => {
  symlinkSync('b', within('a'));
  symlinkSync('a', within('b'));
  expect(exposureOf(within('a'), OWNERS)).toBeUndefined();
});

test('what is not there is exposed by nobody, for whoever asks for it will miss it', () => {
  expect(exposureOf(within('etc/none/x'), OWNERS)).toBeUndefined();
  expect(exposureOf(join(file, 'x'), OWNERS)).toBeUndefined();
});
