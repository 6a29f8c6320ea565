// Files are numbered on each file system by themselves, and the kernel's list of locks cannot be relied on to tell these apart.

import { existsSync, statSync, writeFileSync } from 'node:fs';
import { endWordless } from '../../src/commands/end-wordless.ts';
import { guardiansOf } from '../../src/commands/guardians.ts';
import { loadConfig } from '../../src/config/load.ts';
import { readDocument } from '../../src/core/heartbeat.ts';
import { createHost } from '../../src/host/create-host.ts';
import { testAsRoot } from '../support/as-root.ts';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { mountSmallDisk } from '../support/small-disk.ts';

/** As SQLite locks what it is alone with. */
const LOCK = `import fcntl, sys, time
file = open(sys.argv[1], 'r+b')
fcntl.lockf(file, fcntl.LOCK_EX, 510, 0x40000002)
open(sys.argv[1] + '-locked', 'w').close()
time.sleep(1000)`;

/** A file on another file system that has the number of this one. */
function namesakeOf(path: string, folder: string): string {
  const { ino } = statSync(path);
  for (let count = 0; count < 2000; count += 1) {
    const other = `${folder}/${count}`;
    writeFileSync(other, '');
    if (statSync(other).ino === ino) return other;
  }
  throw new Error('no file has that number');
}

async function lockedBy(scene: Scene, path: string) {
  const child = scene.stranger(['python3', '-c', LOCK, path]);
  await eventually('it is locked', () => existsSync(`${path}-locked`));
  return child;
}

testAsRoot(
  'L10 I1 who was stopped, and has locked a file that has the number of our guard on another file system, does not hold the lease, and is not ended for that',
  async () => {
    const scene = scenario({ db_path: 'disk/watchdog.db' }).service('web').open();
    mountSmallDisk(scene.path('disk'), 'size=4m');
    mountSmallDisk(scene.path('other'), 'size=4m');
    await scene.check();
    const guard = scene.path('disk', 'watchdog.db-guard');
    const stranger = await lockedBy(scene, namesakeOf(guard, scene.path('other')));
    stranger.kill('SIGSTOP');

    const config = loadConfig(scene.configPath);
    const host = createHost({ readDocument });
    expect(guardiansOf(config, host)).toEqual([]);
    const later = { ...host, now: () => ({ ...host.now(), wallMs: Date.now() + 3_600_000 }) };
    expect(await endWordless(config, { host: later, log: () => undefined })).toBe(false);
    expect([stranger.exitCode, stranger.signalCode]).toEqual([null, null]);

    const holder = await lockedBy(scene, guard);
    expect(guardiansOf(config, host)).toMatchObject([{ pid: holder.pid }]);
  },
);
