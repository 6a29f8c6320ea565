// A heartbeat that others could have written: nobody is taken for the service, and ended, on its word.

import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync } from 'node:fs';
import { testAsRoot } from '../support/as-root.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { actorAt } from '../support/scene-processes.ts';
import { writeHeartbeat } from '../support/toy-service.ts';

const NOBODY = 65_534;
const BY_NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--'] as const;
const BY_ANOTHER = ['setpriv', '--reuid=1', '--regid=1', '--clear-groups', '--'] as const;

function execAs([setpriv, ...options]: readonly [string, ...string[]], words: readonly string[]): void {
  execFileSync(setpriv, [...options, ...words]);
}

/** A scene in which somebody else may reach the heartbeats; and a process of root's that is no service. */
function open(): { scene: Scene; pid: number; path: string } {
  const scene = scenario({ consecutive_failures_threshold: 1 })
    .service('web', { program: 'beat', timeout_seconds: 5, heartbeat_path: 'above/beats/web.json' })
    .open();
  chmodSync(scene.folder, 0o755);
  const { pid = 0 } = scene.stranger();
  const path = scene.path('above', 'beats', 'web.json');
  writeHeartbeat(path, 'web', { pid });
  return { scene, pid, path };
}

testAsRoot('H12 root’s process is not ended because nobody wrote its pid into a file of root’s', async () => {
  const { scene, pid, path } = open();
  chmodSync(path, 0o666);
  const forge = `sed -i.bak 's/running/hung/' "$0" 2>/dev/null || printf %s "$(sed 's/running/hung/' "$0")" >"$0"`;
  execAs(BY_NOBODY, ['sh', '-c', forge, path]);
  const { stderr } = await scene.check();
  expect(stderr).toContain(`does not vouch for pid ${pid}: ${path} is writable by everybody (mode 666)`);
  expect(await scene.status('web')).toMatchObject({ verdict: 'unknown', failures: 0 });
  expect(scene.rows('SELECT * FROM recoveries')).toEqual([]);
  expect(actorAt(pid)).toBeDefined();
  expect(scene.living('web')).toEqual([]);
});

describe('H12 a heartbeat in a folder that others can write vouches for nobody', () => {
  testAsRoot.each<[string, (scene: Scene) => unknown]>([
    ['its folder is everybody’s', (scene) => chmodSync(scene.path('above', 'beats'), 0o777)],
    ['its folder is some group’s', (scene) => chmodSync(scene.path('above', 'beats'), 0o775)],
    ['its folder is somebody else’s', (scene) => chownSync(scene.path('above', 'beats'), NOBODY, NOBODY)],
    ['a folder above it is everybody’s', (scene) => chmodSync(scene.path('above'), 0o777)],
  ])('while %s', async (_, expose) => {
    const { scene, pid } = open();
    expose(scene);
    await scene.check();
    expect(scene.rows('SELECT health FROM check_history')).toEqual([{ health: 'unknown' }]);
    expect(actorAt(pid)).toBeDefined();
  });
});

testAsRoot(
  'a service that was started by hand is adopted from a heartbeat that only root can write',
  async () => {
    const { scene, pid } = open();
    await scene.check();
    expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid });
  },
);

testAsRoot('and from one of its own user, who owns the folder too', async () => {
  const { scene, path } = open();
  const { pid = 0 } = scene.stranger([...BY_NOBODY, 'sleep', '100']);
  writeHeartbeat(path, 'web', { pid });
  chownSync(path, NOBODY, NOBODY);
  chownSync(scene.path('above', 'beats'), NOBODY, NOBODY);
  await scene.check();
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid });
});

/** A scene that is nobody's, who checks it; and a process of his own that is no service. */
function openForNobody(): { scene: Scene; pid: number; path: string } {
  const { scene, path } = open();
  const { pid = 0 } = scene.stranger([...BY_NOBODY, 'sleep', '100']);
  writeHeartbeat(path, 'web', { pid });
  execFileSync('chown', ['-R', String(NOBODY), scene.folder]);
  return { scene, pid, path };
}

const health = (scene: Scene) => scene.rows('SELECT DISTINCT health FROM check_history');

testAsRoot(
  'H12 who is not root has no process of his own ended either because somebody else wrote its pid',
  async () => {
    const { scene, pid, path } = openForNobody();
    chmodSync(path, 0o666);
    const forge = `printf %s "$(sed 's/running/hung/' "$0")" >"$0"`;
    execAs(BY_ANOTHER, ['sh', '-c', forge, path]);
    const { stderr } = await scene.begin(['check'], { wrapper: BY_NOBODY }).ended;
    expect(stderr).toContain(`does not vouch for pid ${pid}: ${path} is writable by everybody (mode 666)`);
    expect(health(scene)).toEqual([{ health: 'unknown' }]);
    expect(actorAt(pid)).toBeDefined();
  },
);

testAsRoot('who is not root has his own adopted, from a file that he alone can write', async () => {
  const { scene } = openForNobody();
  await scene.begin(['check'], { wrapper: BY_NOBODY }).ended;
  expect(health(scene)).toEqual([{ health: 'healthy' }]);
});
