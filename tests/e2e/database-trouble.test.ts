// A database or a lock that cannot be used: said loudly, still looked at the services, nothing killed or started.

import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { testAsRoot } from '../support/as-root.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1 };
const AS_NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

function meddle(scene: Scene, sql: string): void {
  const database = new Database(scene.path('state', 'watchdog.db'));
  database.exec(sql);
  database.close();
}

async function deadService(): Promise<Scene> {
  const scene = scenario(HASTY).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  await scene.killInstance('web');
  return scene;
}

test('a database folder that is missing is made', async () => {
  const scene = scenario({ ...HASTY, db_path: 'a/b/c/watchdog.db' })
    .service('web')
    .open();
  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  expect(existsSync(scene.path('a/b/c/watchdog.db'))).toBe(true);
});

testAsRoot(
  'a database that may not be written: exit 4, the services are observed, nothing is killed or started',
  async () => {
    const scene = await deadService();
    chmodSync(scene.folder, 0o755);
    const asNobody = (...words: string[]) => scene.begin(words, { wrapper: AS_NOBODY }).ended;
    const { exitCode, stdout, stderr } = await asNobody('check');
    expect(exitCode).toBe(4);
    expect(stdout + stderr).toMatch(/watchdog\.db/);
    expect(stdout).toMatch(/web\t\S+\t(no_heartbeat|stale_pid)/);
    const seen = async () => JSON.parse((await asNobody('check', '--json')).stdout).services[0];
    expect(await seen()).not.toHaveProperty('reason');
    chmodSync(scene.path('state'), 0o755);
    chmodSync(scene.path('state', 'watchdog.db'), 0o644);
    expect(await seen()).toMatchObject({
      reason: 'observe_only',
      detail: expect.stringMatching(/; the database cannot be used: only observing$/),
    });
    expect(await asNobody('on', 'web')).toMatchObject({ exitCode: 4 });
    expect(scene.living('web')).toEqual([]);
  },
);

test('S13 a database of a newer version is looked at and left alone: exit 4', async () => {
  const scene = await deadService();
  meddle(scene, 'PRAGMA user_version = 99');
  const { exitCode, stdout } = await scene.check();
  expect(exitCode).toBe(4);
  expect(stdout).toMatch(/newer/);
  expect(stdout).toMatch(/web\t\S+\tstale_pid/);
  expect(scene.living('web')).toEqual([]);
  expect(scene.rows('PRAGMA user_version')).toEqual([{ user_version: 99 }]);

  const status = await scene.watchdog('status');
  expect(status).toMatchObject({ exitCode: 4, stdout: expect.stringContaining('newer') });
  const { recordProblem } = JSON.parse((await scene.watchdog('status', '--json')).stdout);
  expect(recordProblem).toContain('newer');
});

test('a file that is no database is set aside loudly; for three ticks nothing is done, and then the service is started', async () => {
  const scene = await deadService();
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(scene.path('state', `watchdog.db${suffix}`), { force: true });
  writeFileSync(
    scene.path('state', 'watchdog.db'),
    'this is no database at all, but it is long enough to be one'.repeat(50),
  );

  const { stderr } = await scene.check();
  expect(stderr).toMatch(/damaged|corrupt/);
  expect(readdirSync(scene.path('state')).filter((name) => name.includes('corrupt'))).toHaveLength(1);
  for (let tick = 2; tick <= 3; tick += 1) await scene.check();
  expect(scene.living('web')).toEqual([]);
  await scene.check();
  expect(scene.living('web')).toHaveLength(1);
});

test('a file that never was a database of ours is told and left alone, however often it is met: exit 4', async () => {
  const scene = await deadService();
  const NOTES = 'milk, bread, and a config for the watchdog\n'.repeat(30);
  writeFileSync(scene.path('notes.txt'), NOTES);
  scene.edit({ db_path: 'notes.txt' });
  for (const verb of ['check', 'status', 'check']) {
    const { exitCode, stdout } = await scene.watchdog(verb);
    expect({ verb, exitCode }).toEqual({ verb, exitCode: 4 });
    expect(stdout).toMatch(/notes\.txt: it belongs to another program, or is no database.*db_path/s);
  }
  expect(readdirSync(scene.folder).filter((name) => /^notes/.test(name))).toEqual([
    'notes.txt',
    'notes.txt-guard',
  ]);
  expect(readFileSync(scene.path('notes.txt'), 'utf8')).toBe(NOTES);
  expect(scene.living('web')).toEqual([]);
});

test('a lock that cannot be made is told loudly at every check, exit 1, and nothing is done', async () => {
  const scene = await deadService();
  writeFileSync(scene.path('file'), '');
  scene.edit({ lock_path: 'file/watchdog.lock' });
  for (let tick = 0; tick < 2; tick += 1) {
    const { exitCode, stdout, stderr } = await scene.check();
    expect(exitCode).toBe(1);
    expect(stdout + stderr).toMatch(/file\/watchdog\.lock.*lock_path/s);
  }
  expect(await scene.watchdog('on', 'web')).toMatchObject({ exitCode: 1 });
  expect(scene.living('web')).toEqual([]);
});

test('a lock that a killed holder has left keeps nobody out', async () => {
  const scene = await deadService();
  mkdirSync(scene.path('state', 'watchdog.lock.lock'));
  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toHaveLength(1);
});

testAsRoot('a disk without room for the record: exit 4, nothing is killed or started', async () => {
  const scene = await deadService();
  const disk = scene.path('disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'mode=750,size=64k', 'tmpfs', disk]);
  try {
    scene.edit({ db_path: 'disk/watchdog.db' });
    execFileSync('sh', ['-c', `dd if=/dev/zero of=${disk}/filler bs=1k count=60 2>/dev/null || true`]);
    const { exitCode, stdout } = await scene.check();
    expect(exitCode).toBe(4);
    expect(stdout).toMatch(/web\t/);
    expect(scene.living('web')).toEqual([]);
  } finally {
    execFileSync('umount', [disk]);
  }
});
