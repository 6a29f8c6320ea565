// The cookie of a service, which its heartbeat tells to everybody: what somebody else starts with it is not the service, neither
// to be ended nor to stand in its way; and what a service of root's becomes by itself still is.

import { chmodSync, chownSync, copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testAsRoot } from '../support/as-root.ts';
import { WITHOUT_CGROUP } from '../support/cgroups.ts';
import type { Entries } from '../support/config-document.ts';
import { eventually } from '../support/eventually.ts';
import type { Result } from '../support/invocation.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { type Actor, actorAt, signal } from '../support/scene-processes.ts';
import { toyCommand } from '../support/toy-service.ts';

const NOBODY = 65_534;
const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
const [PYTHON = ''] = toyCommand('beat');
const BECOME = ['perl', join(import.meta.dirname, '../support/programs/become-nobody.pl')];

/** A scene with a folder of nobody's, in which services of his can beat. */
function open(entries: Entries): Scene {
  const scene = scenario({ consecutive_failures_threshold: 1, kill_timeout: 1 }).open();
  mkdirSync(scene.path('home'));
  chownSync(scene.path('home'), NOBODY, NOBODY);
  chmodSync(scene.folder, 0o755);
  scene.edit({}, entries);
  return scene;
}

/** Without cgroups, which would tell what is of the service whatever its environment shows. */
function run(scene: Scene, ...words: readonly string[]): Promise<Result> {
  return scene.begin(words, { wrapper: WITHOUT_CGROUP }).ended;
}

/** What nobody starts with that cookie. */
function forge(scene: Scene, cookie: string, argv: readonly string[]): Actor {
  const variables = [`WATCHDOG_INSTANCE=${cookie}`, 'WATCHDOG_KEY=web'];
  const child = scene.stranger([...AS_NOBODY, 'env', ...variables, ...argv] as [string, ...string[]]);
  return actorAt(child.pid as number) as Actor;
}

/** A program of root's that whoever runs it runs with the rights of root. */
function asRootFor(scene: Scene, program: string): string {
  const copy = scene.path(`for-${program.replaceAll('/', '-')}`);
  copyFileSync(program, copy);
  chmodSync(copy, 0o4755);
  return copy;
}

function isAlive({ pid, startTicks }: Actor): boolean {
  return actorAt(pid)?.startTicks === startTicks;
}

function cookieOf(scene: Scene, key: string): string {
  return String(scene.living(key)[0]?.env.WATCHDOG_INSTANCE);
}

function beating(scene: Scene): Actor {
  const { pid } = JSON.parse(readFileSync(scene.path('home', 'web.json'), 'utf8'));
  return actorAt(pid) as Actor;
}

testAsRoot(
  'a cookie that somebody else shows neither makes his processes part of the service nor keeps it from being started',
  async () => {
    const scene = open({ web: { program: 'beat' } });
    await run(scene, 'on', 'web', '--wait');
    await run(scene, 'check');
    const [first] = scene.living('web') as [Actor];
    const cookie = cookieOf(scene, 'web');
    const nap = ['sleep', '100'];
    const forged = [
      nap,
      [asRootFor(scene, '/usr/bin/sleep'), '100'],
      ['unshare', '--user', '--map-root-user', ...nap],
      [asRootFor(scene, PYTHON), '-I', '-c', ALL_ROOT],
    ].map((argv) => forge(scene, cookie, argv));
    await eventually('they are what they are to be', () => forged.every(showsCookie(cookie)));

    signal(first, 'SIGKILL');
    await run(scene, 'check');
    const [second] = scene.living('web').filter(({ pid }) => !forged.some((one) => one.pid === pid));
    expect(second?.env.WATCHDOG_INSTANCE).toEqual(expect.not.stringMatching(cookie));
    await run(scene, 'check');
    expect((await run(scene, 'orphans')).stdout).toBe('');
    expect(await run(scene, 'off', 'web')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('ended 1 '),
    });
    expect(await run(scene, 'on', 'web', '--wait')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('started'),
    });
    expect(forged.map(isAlive)).toEqual([true, true, true, true]);
  },
);

const ALL_ROOT = 'import os, time; os.setresuid(0, 0, 0); time.sleep(100)';

/** Whether one has become the program that it is to be, with its cookie. */
function showsCookie(cookie: string): (actor: Actor) => boolean {
  return ({ pid }) => {
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    const isThere = !['node', 'setpriv', 'env', 'unshare'].includes(name);
    return isThere && actorAt(pid)?.env.WATCHDOG_INSTANCE === cookie;
  };
}

testAsRoot.each(['worker', 'child', 'daemon'])(
  'a service of root’s that becomes somebody else by itself (%s) is known, and ended with all that is of it',
  async (way) => {
    const scene = open({
      web: { commands: { start: [...BECOME, way] }, heartbeat_path: 'home/web.json' },
    });
    await run(scene, 'on', 'web', '--wait');
    await run(scene, 'check');
    const heart = beating(scene);
    const [master] = scene.living('web').filter(({ pid }) => pid !== heart.pid);
    if (master !== undefined) signal(master, 'SIGKILL');
    expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid: heart.pid });
    expect(await run(scene, 'on', 'web')).toMatchObject({
      stdout: expect.stringContaining('already running'),
    });
    expect(await run(scene, 'off', 'web')).toMatchObject({ exitCode: 0 });
    expect(isAlive(heart)).toBe(false);
    expect(scene.living('web')).toEqual([]);
  },
);

testAsRoot(
  'workers that root’s service has forked are ended before it is started again, though their master died',
  async () => {
    const scene = open({
      web: { commands: { start: [...BECOME, 'worker'] }, heartbeat_path: 'home/web.json' },
    });
    await run(scene, 'on', 'web', '--wait');
    await run(scene, 'check');
    const heart = beating(scene);
    signal(heart, 'SIGSTOP'); // so that it is not by its beat that it is known
    for (const one of scene.living('web')) if (one.pid !== heart.pid) signal(one, 'SIGKILL');
    await run(scene, 'restart', 'web', '--wait');
    expect(isAlive(heart)).toBe(false);
  },
);

testAsRoot('who is taken for his own service does not draw another one in by its cookie', async () => {
  const scene = open({
    web: { program: 'beat' },
    mine: { commands: { start: [...BECOME, 'beat'] }, user: 'nobody', heartbeat_path: 'home/mine.json' },
  });
  await run(scene, 'on', 'web', '--wait');
  const [web] = scene.living('web') as [Actor];
  const variables = ['WATCHDOG_KEY=mine', `WATCHDOG_HEARTBEAT_FILE=${scene.path('home', 'mine.json')}`];
  const forged = forge(scene, cookieOf(scene, 'web'), ['env', ...variables, ...BECOME, 'beat']);
  await scene.healthy('mine');
  await run(scene, 'check');
  expect(await scene.status('mine')).toMatchObject({ verdict: 'healthy', pid: forged.pid });
  expect(await run(scene, 'off', 'mine')).toMatchObject({ exitCode: 0 });
  expect([forged, web].map(isAlive)).toEqual([false, true]);
});
