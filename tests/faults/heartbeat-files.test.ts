// Heartbeat files that others own, that we may not read, or that change beneath us.

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { testAsRoot } from '../support/as-root.ts';
import { scenario } from '../support/scenario.ts';
import { actorAt } from '../support/scene-processes.ts';

const STORM = `
import datetime, json, os, sys
path, pid = sys.argv[1], int(sys.argv[2])
for length in range(10**9):
    now = datetime.datetime.now(datetime.timezone.utc).isoformat()
    with open(path + '.storm', 'w') as file:
        json.dump({"process_key": "web", "pid": pid, "timestamp": now, "status": "running", "note": "x" * (length % 60000)}, file)
    os.replace(path + '.storm', path)
`;

test('P6 H12 a heartbeat that names the watchdog’s own caller, or a process that began after it, costs nobody a signal', async () => {
  const scene = scenario({ consecutive_failures_threshold: 1 }).service('web').open();
  const pid = scene.stranger().pid as number;
  scene.heartbeat('web', { pid, age: 600 });
  await scene.check();
  scene.heartbeat('web', { pid: process.pid, age: 600 });
  await scene.check();
  expect(actorAt(pid)).toBeDefined();
  expect(scene.rows("SELECT message FROM steps WHERE action = 'kill'")).toEqual(
    scene.rows("SELECT 'nothing of it lived' AS message FROM steps WHERE action = 'kill'"),
  );
});

testAsRoot(
  'P9 a heartbeat that belongs to another user than the process it names is not believed',
  async () => {
    const scene = scenario({ consecutive_failures_threshold: 1 }).service('web').open();
    const pid = scene.stranger().pid as number;
    scene.heartbeat('web', { pid });
    execFileSync('chown', ['65534', scene.path('heartbeats', 'web.json')]);
    await scene.check();
    expect(await scene.status('web')).toMatchObject({ verdict: 'unknown' });
    expect(actorAt(pid)).toBeDefined();
  },
);

testAsRoot(
  'H9 I5 a heartbeat that may not be read, or lies where we may not look, is no failure: nothing is ended or started',
  async () => {
    const scene = scenario({ consecutive_failures_threshold: 1 }).service('web').open();
    await scene.watchdog('on', 'web', '--wait');
    const before = scene.living('web');
    for (const one of before) process.kill(one.pid, 'SIGSTOP');
    scene.edit({ db_path: 'nobody/watchdog.db', log_dir: 'nobody/logs' });
    mkdirSync(scene.path('nobody'));
    execFileSync('chown', ['nobody', scene.path('nobody')]);
    chmodSync(scene.folder, 0o755);
    const asNobody = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];
    for (const forbidden of [scene.path('heartbeats', 'web.json'), scene.path('heartbeats')]) {
      chmodSync(forbidden, 0);
      await scene.begin(['check'], { wrapper: asNobody }).ended;
      const { stdout } = await scene.begin(['status', 'web'], { wrapper: asNobody }).ended;
      expect(stdout).toMatch(/unknown[\s\S]*could not be read \(EACCES\)/);
      expect(scene.living('web')).toEqual(before);
    }
  },
);

test('H16 a heartbeat that is replaced without a pause is one document, old or new, whenever it is read', async () => {
  const scene = scenario({ consecutive_failures_threshold: 1 }).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  const before = scene.living('web');
  const path = scene.path('heartbeats', 'web.json');
  scene.stranger(['python3', '-c', STORM, path, String(before[0]?.pid)]);
  for (let tick = 0; tick < 8; tick += 1) await scene.check();
  expect(scene.rows("SELECT DISTINCT health FROM check_history WHERE health <> 'starting'")).toEqual([
    { health: 'healthy' },
  ]);
  expect(scene.living('web')).toEqual(before);
});
