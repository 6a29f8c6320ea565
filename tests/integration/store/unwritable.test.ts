// A database that cannot be written: said in the right word, and read as far as it can be.

import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { testAsRoot } from '../../support/as-root.ts';
import { type Actors, createActors } from '../../support/store-actor.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let actors: Actors;
let folder: string;
let path: string;
beforeEach(() => {
  actors = createActors();
  folder = temporaryFolder('unwritable');
  path = join(folder, 'watchdog.db');
});

const AS_NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

/** Runs shell lines with a small disk of its own at `folder`, which nobody else sees and which goes with the shell. */
const onDisk = (options: string, ...lines: string[]): unknown => {
  const script = ['set -e', `mount -t tmpfs -o ${options} tmpfs '${folder}'`, ...lines].join('\n');
  return actors.run([], ['unshare', '-m', 'sh', '-c', script, 'sh']).found;
};
const quietly = (command: string) => `${command} > /dev/null`;

testAsRoot('a folder that is not ours to write: nothing is done, and what is known is still read', () => {
  actors.run(['tick', path, '2']);
  chmodSync(folder, 0o755);
  chmodSync(path, 0o644);
  const { found } = actors.run(['tick', path, '2'], AS_NOBODY);
  expect(found).toEqual({
    guard: expect.stringContaining('it cannot be written'),
    states: ['service-0', 'service-1'],
  });
});

testAsRoot('a folder that is not ours, with a guard that is: the same', () => {
  actors.run(['tick', path, '2']);
  chmodSync(folder, 0o755);
  chmodSync(path, 0o666);
  chmodSync(`${path}-guard`, 0o666);
  const { found } = actors.run(['tick', path, '2'], AS_NOBODY);
  expect(found).toMatchObject({ trouble: 'read_only', states: ['service-0', 'service-1'] });
});

testAsRoot('a folder that cannot even be made is named', () => {
  const inside = join(folder, 'a', 'b', 'watchdog.db');
  const { found } = actors.run(['tick', inside, '2'], AS_NOBODY);
  expect(found).toEqual({
    guard: expect.stringMatching(/watchdog\.db: .*EACCES/),
    states: expect.anything(),
  });
});

testAsRoot(
  'S5 M5 a disk that fills up stops the tick before it decided anything; the next invocation says why',
  () => {
    const during = onDisk('size=384k', actors.command('fill', path));
    expect(during).toMatchObject({ code: 'store', message: expect.stringContaining('no room left') });
    const after = onDisk(
      'size=384k',
      quietly(actors.command('tick', path, '2')),
      `dd if=/dev/zero of='${folder}/ballast' bs=1k 2> /dev/null || true`,
      actors.command('tick', path, '2'),
    );
    expect(after).toMatchObject({ trouble: 'full', states: ['service-0', 'service-1'] });
  },
);

testAsRoot('a disk without a free inode is a full one', () => {
  const found = onDisk(
    'size=1m,nr_inodes=4',
    quietly(actors.command('look', path)),
    actors.command('tick', path, '2'),
  );
  expect(found).toMatchObject({ trouble: 'full' });
});

testAsRoot('a disk mounted read-only: no guard that guards nothing', () => {
  const found = onDisk(
    'size=1m',
    quietly(actors.command('tick', path, '2')),
    `mount -o remount,ro '${folder}'`,
    actors.command('tick', path, '2'),
  );
  expect(found).toEqual({
    guard: expect.stringContaining('it cannot be written'),
    states: ['service-0', 'service-1'],
  });
});

test('a database that somebody keeps locked is busy, and is read nevertheless', () => {
  actors.run(['tick', path, '2']);
  const other = new Database(path);
  other.exec('BEGIN IMMEDIATE');
  const { found } = actors.run(['tick', path, '2']);
  other.close();
  expect(found).toMatchObject({ trouble: 'busy', states: ['service-0', 'service-1'] });
});
