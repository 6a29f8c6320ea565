// Processes on which two services, or two configs, could lay hands: none is taken from another one, and by chance none is given to
// either.

import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { afterTest } from '../support/after-test.ts';
import { eventually } from '../support/eventually.ts';
import { invoke } from '../support/invocation.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { actorAt, actorsOf, signal } from '../support/scene-processes.ts';
import { copies, idler, silent } from '../support/silent-service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const HASTY = {
  consecutive_failures_threshold: 1,
  kill_timeout: 1,
  restart_policy: { backoff_seconds: 0 },
};

/** `broad` is found by what finds `narrow` as well. */
function overlapping(words: readonly [string, string]): Scene {
  return scenario(HASTY)
    .service('broad', silent({ match: `${words[0]} *${words[1].slice(2)}` }, words))
    .service('narrow', silent({ match: words.join(' ') }, words))
    .open();
}

test('I1 a process that two services would find is given to neither, nor ended with one of them; `validate` warns of it', async () => {
  const words = idler();
  const scene = overlapping(words);
  expect(await scene.watchdog('validate')).toMatchObject({
    stdout: expect.stringContaining('A process that both find is given to neither'),
  });
  const { pid } = scene.stranger(words);
  expect(await scene.check()).toMatchObject({
    stderr: expect.stringContaining(`pid ${pid} is known as the process of "narrow"`),
  });
  for (const key of ['broad', 'narrow'])
    expect(await scene.status(key)).toMatchObject({ verdict: 'unknown' });
  await scene.watchdog('off', 'broad');
  expect(copies(scene, words)).toEqual([pid]);
});

test('I1 a service that is switched off takes no process along that another one has on record', async () => {
  const words = idler();
  const scene = overlapping(words);
  scene.edit({}, { broad: { ...silent({ match: 'none such' }, ['sleep', '1000']) } });
  const { pid } = scene.stranger(words);
  await scene.check();
  expect(await scene.status('narrow')).toMatchObject({ verdict: 'healthy', pid });
  scene.edit({});
  await scene.check();
  await scene.watchdog('off', 'broad');
  expect(copies(scene, words)).toEqual([pid]);
  expect(await scene.status('narrow')).toMatchObject({ verdict: 'healthy', pid });
});

test('I1 a heartbeat does not vouch for a process that another service has on record by its pidfile', async () => {
  const words = idler();
  const scene = scenario(HASTY)
    .service('web')
    .service('mail', silent({ pidfile: 'mail.pid' }, words))
    .open();
  const { pid } = scene.stranger(words);
  writeFileSync(scene.path('mail.pid'), `${pid}\n`);
  await scene.check();
  await eventually('that one is well', async () => (await scene.status('mail')).verdict === 'healthy');
  await scene.killInstance('web');
  await scene.watchdog('off', 'web');
  scene.heartbeat('web', { pid });
  await scene.watchdog('off', 'web');
  expect(copies(scene, words)).toEqual([pid]);
});

test('two heartbeats may name one and the same program, which beats for two services', async () => {
  const scene = scenario(HASTY).service('web').service('mail').open();
  const pid = scene.stranger().pid as number;
  for (const key of ['web', 'mail']) scene.heartbeat(key, { pid });
  await scene.check();
  for (const key of ['web', 'mail'])
    expect(await scene.status(key)).toMatchObject({ verdict: 'healthy', pid });
});

test('I1 the service of another config that has the same key and runs the same is neither taken nor ended', async () => {
  const words = idler();
  const scene = scenario(HASTY)
    .service('web', silent({ match: words.join(' ') }, words))
    .open();
  await scene.watchdog('on', 'web', '--wait');
  const before = copies(scene, words);
  mkdirSync(scene.path('staging'));
  const staging = scene.path('staging', 'config.json');
  copyFileSync(scene.configPath, staging);
  afterTest(() => {
    for (const one of actorsOf(staging)) signal(one, 'SIGKILL');
  });
  await invoke(['-c', staging, 'check'], { cwd: scene.folder }).ended;
  expect(actorsOf(staging)).toHaveLength(1);
  await invoke(['-c', staging, 'off', 'web'], { cwd: scene.folder }).ended;
  expect(actorsOf(staging)).toEqual([]);
  expect(copies(scene, words)).toEqual(before);
});

test('I2 a service whose key was edited, and that is found by its command line or its key, is not doubled: it is told how it was called', async () => {
  const [matched, carried] = [idler(), idler()];
  const entries = (key: string) => ({
    [`${key}-1`]: silent({ match: matched.join(' ') }, matched),
    [`${key}-2`]: silent({}, carried),
  });
  const scene = scenario(HASTY).open();
  scene.edit({}, entries('web'));
  for (const key of ['web-1', 'web-2']) await scene.watchdog('on', key, '--wait');
  scene.edit({}, entries('site'));
  const { stderr } = await scene.check();
  for (const key of ['web-1', 'web-2']) expect(stderr).toContain(`was started as "${key}"`);
  await scene.check();
  for (const words of [matched, carried]) expect(copies(scene, words)).toHaveLength(1);

  await scene.watchdog('orphans', '--kill');
  await scene.check();
  for (const key of ['site-1', 'site-2'])
    expect(await scene.status(key)).toMatchObject({ verdict: 'healthy' });
  expect(actorAt(copies(scene, matched)[0] ?? -1)?.env).toMatchObject({ WATCHDOG_KEY: 'site-1' });
});

test('I1 a session in tmux that a service has begun is not ended with another one that it is named as, nor is that service', async () => {
  const folder = temporaryFolder('tmux');
  const session = "tmux new-session -d -s work 'exec sleep 1000'; exec sleep 1000";
  const scene = scenario({ ...HASTY, defaults: { env: { TMUX_TMPDIR: folder } } })
    .service('a', silent({}, ['sh', '-c', session]))
    .service('b', {
      heartbeat_path: undefined,
      manager: { type: 'tmux', session: 'work' },
      commands: { start: ['sleep', '1000'] },
    })
    .open();
  await scene.watchdog('on', 'a', '--wait');
  const before = scene.living('a');
  expect(before.length).toBeGreaterThan(1);
  expect(await scene.check()).toMatchObject({
    stderr: expect.stringContaining('was started from within "a"'),
  });
  expect(await scene.status('b')).toMatchObject({ verdict: 'unknown' });
  expect(scene.living('a')).toEqual(before);
});
