// What lives on of services no longer configured, and of superseded instances: it is listed, and ended when that is asked for.

import { readFileSync, writeFileSync } from 'node:fs';
import type { OrphansReport } from '../../src/commands/orphans.ts';
import { afterTest } from '../support/after-test.ts';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { type Actor, actorAt, signal } from '../support/scene-processes.ts';

const HASTY = { consecutive_failures_threshold: 1, check_interval_seconds: 1 };

/** Takes a service out of the config. */
function forget(scene: Scene, key: string): void {
  const config = JSON.parse(readFileSync(scene.configPath, 'utf8'));
  delete config.processes[key];
  writeFileSync(scene.configPath, JSON.stringify(config));
}

/** A process with this cookie, as it may be left of an instance that could not be ended. */
function leftover(scene: Scene, cookie: string, argv: readonly string[] = ['sleep', '100']): number {
  const wrapped = ['env', `WATCHDOG_INSTANCE=${cookie}`, 'WATCHDOG_KEY=web', ...argv] as [
    string,
    ...string[],
  ];
  return scene.stranger(wrapped).pid as number;
}

async function list(scene: Scene, ...words: string[]): Promise<OrphansReport & { exitCode: number | null }> {
  const { exitCode, stdout } = await scene.watchdog('orphans', ...words, '--json');
  return { exitCode, ...JSON.parse(stdout) };
}

async function running(...keys: string[]): Promise<Scene> {
  const scene = keys.reduce((made, key) => made.service(key), scenario(HASTY)).open();
  for (const key of keys) await scene.watchdog('on', key, '--wait');
  await scene.check();
  return scene;
}

test('G7 a service taken out of the config is never ended by that; it is listed, and ended when that is asked for', async () => {
  const scene = await running('web', 'worker');
  const [web] = scene.living('web') as [Actor];
  forget(scene, 'web');
  for (let tick = 0; tick < 3; tick += 1) expect(await scene.check()).toMatchObject({ exitCode: 0 });
  await scene.watchdog('stop-all');
  expect(scene.living('web')).toEqual([web]);

  const { WATCHDOG_INSTANCE: instance } = web.env;
  const entry = { pid: web.pid, key: 'web', why: 'not_configured', instance };
  expect(await list(scene)).toMatchObject({ exitCode: 1, orphans: [entry] });
  expect((await scene.watchdog('orphans')).stdout).toMatch(
    new RegExp(`^${web.pid}\tweb\tnot_configured\t${instance}\t20\\S+Z\t.*beat.py`),
  );
  expect(scene.living('web')).toEqual([web]);

  expect(await list(scene, '--kill')).toMatchObject({
    exitCode: 0,
    orphans: [],
    answers: [{ key: 'web', ok: true, message: expect.stringContaining('ended 1') }],
  });
  expect(scene.living('web')).toEqual([]);
  expect(scene.rows("SELECT kind FROM events WHERE kind LIKE 'orphans%' ORDER BY id")).toEqual([
    { kind: 'orphans_condemned' },
    { kind: 'orphans_ended' },
  ]);
  expect(await list(scene)).toEqual({ exitCode: 0, orphans: [] });
});

test('what a superseded instance has left is an orphan; the current one and another watchdog’s are not', async () => {
  const scene = await running('web');
  const former = scene.living('web')[0]?.env.WATCHDOG_INSTANCE as string;
  await scene.watchdog('restart', 'web', '--wait');
  const [current] = scene.living('web');
  const left = leftover(scene, former);
  const foreign = leftover(scene, '0b0e9d3c-7f3b-4c55-8a4e-3f1d3f0a9c11');

  expect(await list(scene)).toMatchObject({
    exitCode: 1,
    orphans: [{ pid: left, key: 'web', why: 'superseded', instance: former }],
  });
  expect(await list(scene, '--kill')).toMatchObject({ exitCode: 0, orphans: [] });
  expect([left, foreign, current?.pid ?? 0].map((pid) => actorAt(pid) !== undefined)).toEqual([
    false,
    true,
    true,
  ]);
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid: current?.pid });
});

test('an orphan that cannot be ended is told, and the exit code is 1', async () => {
  const scene = await running('web');
  const [web] = scene.living('web') as [Actor];
  forget(scene, 'web');
  scene.edit({}, { other: { program: 'beat' } });
  forget(scene, 'web');
  // Who calls from inside of it would end itself.
  const wrapper = ['env', `WATCHDOG_INSTANCE=${web.env.WATCHDOG_INSTANCE}`];
  const { exitCode, stdout } = await scene.begin(['orphans', '--kill'], { wrapper }).ended;
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: expect.stringContaining('we run inside it') });
  expect(scene.living('web')).toEqual([web]);
});

test('nothing of a command line acts on a terminal', async () => {
  const scene = await running('web');
  const former = scene.living('web')[0]?.env.WATCHDOG_INSTANCE as string;
  await scene.watchdog('restart', 'web', '--wait');
  const pid = leftover(scene, former, [
    'bash',
    '-c',
    'exec -a "$1" sleep 100',
    'bash',
    'na\u001b]0;me\u0007',
  ]);
  afterTest(() => signal(actorAt(pid) ?? { pid, startTicks: 0 }, 'SIGKILL'));
  const { stdout } = await scene.watchdog('orphans');
  expect(stdout).toContain(String(pid));
  expect(stdout.replaceAll(/[\t\n]/g, '')).not.toMatch(/\p{Cc}/u);
});

test('they are ended by another invocation that repeats its passes, which goes on with that', async () => {
  const scene = await running('web', 'worker');
  const passes = () => Number(scene.rows('SELECT count(*) AS passes FROM ticks')[0]?.passes);
  const before = passes();
  const holder = scene.begin(['check', '--every', '1s', '--for', '60s']);
  await eventually('it is at work', () => passes() > before);
  forget(scene, 'web');
  expect(await list(scene, '--kill')).toMatchObject({
    exitCode: 0,
    orphans: [],
    answers: [{ key: 'web', ok: true, message: expect.stringContaining('ended 1') }],
  });
  expect(scene.living('web')).toEqual([]);
  const asked = scene.rows("SELECT kind, key, status FROM requests WHERE kind = 'end_orphans'");
  expect(asked).toEqual([{ kind: 'end_orphans', key: 'web', status: 'done' }]);
  const then = passes();
  await eventually('it goes on', () => passes() > then + 1);
  expect(await scene.status('worker')).toMatchObject({ verdict: 'healthy' });
  await holder.killHard();
});

test('before the first check there are none', async () => {
  const scene = scenario().service('web').open();
  expect(await list(scene)).toEqual({ exitCode: 0, orphans: [] });
});
