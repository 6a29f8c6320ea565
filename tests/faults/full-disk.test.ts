// A record that cannot be written: the disk is full, has no inode left, is read-only, or somebody keeps the database locked.
// Without a committed intent nothing is killed or started; what is kept against a full disk lets one recovery be recorded.

import { rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { testAsRoot } from '../support/as-root.ts';
import { whyNoTrace } from '../support/crash-points/inject.ts';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { mountSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { testUnless } from '../support/test-unless.ts';

const ONE_MIB = 1 << 20;

interface Stage {
  readonly scene: Scene;
  readonly disk: SmallDisk;
}

/** A service that runs, and one that is stopped and stale, both on record on a small disk. */
async function setStage(options = 'size=20m'): Promise<Stage> {
  const scene = scenario({ consecutive_failures_threshold: 1 })
    .service('dead')
    .service('hung', { program: 'beat', timeout_seconds: 1 })
    .open();
  const disk = mountSmallDisk(scene.path('state'), options);
  await scene.watchdog('start-all', '--wait');
  await scene.check();
  return { scene, disk };
}

async function hurt({ scene }: Stage): Promise<void> {
  await scene.killInstance('dead');
  for (const { pid } of scene.living('hung')) process.kill(pid, 'SIGSTOP');
  await eventually('it is stale', async () => (await scene.status('hung')).verdict === 'timed_out');
}

const ballast = (scene: Scene) => scene.path('state', 'watchdog.db-ballast');
const copies = (scene: Scene) => ['dead', 'hung'].map((key) => scene.living(key).length);
const intents = (scene: Scene) =>
  scene.rows("SELECT key, outcome FROM recoveries WHERE purpose = 'recover' ORDER BY key");

testAsRoot(
  'S5 M5 a service that dies while the disk is full is recovered on record, in room kept for that',
  async () => {
    const stage = await setStage();
    const { scene, disk } = stage;
    expect(statSync(ballast(scene)).size).toBe(ONE_MIB);
    await hurt(stage);
    disk.fill();
    expect(await scene.check()).toMatchObject({ exitCode: 0 });
    expect(copies(scene)).toEqual([1, 1]);
    expect(await scene.check()).toMatchObject({ exitCode: 0 });
    disk.clear();
    for (const key of ['dead', 'hung']) await scene.healthy(key);
    await scene.check();
    expect(intents(scene)).toEqual([
      { key: 'dead', outcome: 'recovered' },
      { key: 'hung', outcome: 'recovered' },
    ]);
    expect(statSync(ballast(scene)).size).toBe(ONE_MIB);
  },
);

const testTraced = testUnless(whyNoTrace);

testTraced(
  'S15 what is wrong with a database on a network file system is told with a warning of that',
  async () => {
    const scene = scenario().service('web').open();
    await scene.check();
    const other = new Database(scene.path('state', 'watchdog.db'));
    other.exec('BEGIN IMMEDIATE');
    // What the kernel answers of NFS, in the first eight bytes.
    const nfs = 'inject=statfs:poke_exit=@arg2=6969000000000000';
    const wrapper = ['strace', '-f', '-qq', '-o', scene.path('calls'), '-e', 'trace=statfs', '-e', nfs];
    const { exitCode, stdout } = await scene.begin(['check'], { wrapper }).ended;
    other.close();
    expect({ exitCode, stdout }).toEqual({
      exitCode: 4,
      stdout: expect.stringMatching(/network file system \(NFS\)/),
    });
  },
);

type Harm = (stage: Stage) => () => unknown;

const HARMS: [string, string | undefined, RegExp, Harm][] = [
  [
    'S5 M5 the disk is full and nothing is left of the room kept for that',
    'size=20m',
    /there is no room left|ENOSPC/,
    ({ scene, disk }) => {
      rmSync(ballast(scene));
      disk.fill();
      return disk.clear;
    },
  ],
  [
    'S6 no inode is left',
    'size=20m,nr_inodes=40',
    /Free some space or some inodes/,
    ({ disk }) => {
      disk.useUpInodes();
      return disk.clear;
    },
  ],
  [
    'S7 M8 the file system is read-only',
    'size=20m',
    /it cannot be written/,
    ({ disk }) => {
      disk.remount('ro');
      return () => disk.remount('rw');
    },
  ],
  [
    'S8 somebody keeps the database locked',
    'size=20m',
    /another program keeps it locked/,
    ({ scene }) => {
      const other = new Database(scene.path('state', 'watchdog.db'));
      other.exec('BEGIN IMMEDIATE');
      return () => other.close();
    },
  ],
];

testAsRoot.each(HARMS)(
  '%s: that is said, and nothing is killed or started before it is over',
  async (_, options, words, harm) => {
    const stage = await setStage(options);
    const { scene } = stage;
    await hurt(stage);
    const before = scene.living('hung');
    const mend = harm(stage);
    const { exitCode, stdout, stderr } = await scene.check();
    expect(stdout + stderr).toMatch(words);
    expect([1, 4]).toContain(exitCode);
    expect(scene.living('hung')).toEqual(before);
    expect(copies(scene)).toEqual([0, 1]);

    mend();
    expect(intents(scene)).toEqual([]);
    expect(await scene.check()).toMatchObject({ exitCode: 0 });
    expect(copies(scene)).toEqual([1, 1]);
    expect(scene.living('hung')).not.toEqual(before);
  },
);
