// Services whose process is found by the record, a pidfile or a command line: watched, adopted and restarted without a heartbeat.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';
import { copies, idler, silent } from '../support/silent-service.ts';

const HASTY = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0 } };

test('a service of which only its process tells is started, and started again when it dies', async () => {
  const scene = scenario(HASTY).service('web', silent({}, idler())).open();
  await scene.check();
  expect(scene.rows('SELECT verdict, reason FROM recoveries')).toEqual([
    { verdict: 'stale_pid', reason: 'threshold_reached' },
  ]);
  const { pid } = await scene.healthy('web');
  await scene.check();
  expect(scene.rows('SELECT id FROM recoveries')).toHaveLength(1);
  await scene.killInstance('web');
  await scene.check();
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy' });
  expect((await scene.status('web')).pid).not.toBe(pid);
  expect(scene.living('web')).toHaveLength(1);
});

test('after the record was lost, it is known by what its process carries, and not doubled', async () => {
  const scene = scenario(HASTY).service('web', silent({}, idler())).open();
  await scene.check();
  const { pid } = await scene.healthy('web');
  for (const name of ['', '-wal', '-shm']) rmSync(scene.path('state', `watchdog.db${name}`), { force: true });
  for (let tick = 0; tick < 2; tick += 1) await scene.check();
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid });
  expect(scene.living('web')).toHaveLength(1);
});

test('one that somebody else has started is known by its pidfile, and a restart replaces it', async () => {
  const words = idler();
  const scene = scenario(HASTY)
    .service(
      'web',
      silent({ pidfile: 'web.pid' }, ['sh', '-c', `echo $$ > web.pid; exec ${words.join(' ')}`]),
    )
    .open();
  const { pid } = scene.stranger(words);
  writeFileSync(scene.path('web.pid'), `${pid}\n`);
  await scene.check();
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid });
  expect(await scene.watchdog('restart', 'web', '--wait')).toMatchObject({ exitCode: 0 });
  expect(copies(scene, words)).toHaveLength(1);
  expect(copies(scene, words)).not.toContain(pid);
});

test('a start that hands over to somebody else is proved by the pidfile that he writes', async () => {
  const words = idler();
  // Without our environment, as a service manager starts it.
  const daemon = `env -i WATCHDOG_CONFIG="$WATCHDOG_CONFIG" setsid sh -c 'echo $$ > web.pid; exec ${words.join(' ')}' > /dev/null &
    while ! test -s web.pid; do sleep 0.01; done`;
  const scene = scenario({ ...HASTY, verify_delay: 5 })
    .service('web', silent({ pidfile: 'web.pid' }, ['sh', '-c', daemon]))
    .open();
  await scene.check();
  const pid = Number(readFileSync(scene.path('web.pid'), 'utf8'));
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid });
  expect(await scene.watchdog('off', 'web')).toMatchObject({ exitCode: 0 });
  expect(copies(scene, words)).toEqual([]);
});

test('one that somebody else has started is known by its command line, and is no second time started', async () => {
  const words = idler();
  const scene = scenario(HASTY)
    .service('web', silent({ match: `${words[0].slice(0, 3)}*${words[1]}` }, words))
    .open();
  const stranger = scene.stranger(words);
  await scene.check();
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid: stranger.pid });
  stranger.kill('SIGKILL');
  await eventually('he is gone', () => copies(scene, words).length === 0);
  await scene.check();
  await scene.healthy('web');
  expect(copies(scene, words)).toHaveLength(1);
});

test('of two that match none is taken, ended or doubled; a person hears of it', async () => {
  const words = idler();
  const scene = scenario(HASTY)
    .service('web', silent({ match: words.join(' ') }, words))
    .open();
  const pids = [scene.stranger(words), scene.stranger(words)].map(({ pid }) => pid);
  expect(await scene.check()).toMatchObject({ stderr: expect.stringContaining('several processes') });
  expect(await scene.status('web')).toMatchObject({ verdict: 'unknown', reason: 'unknown' });
  expect(await scene.watchdog('restart', 'web', '--wait')).toMatchObject({ exitCode: 1 });
  expect(copies(scene, words).toSorted()).toEqual(pids.toSorted());
});
