// Services in containers: the number that one tells from in there is a stranger's out here, and who runs the same program in
// there is nobody's.

import { existsSync, readFileSync } from 'node:fs';
import { testAsRoot } from '../support/as-root.ts';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { actorAt } from '../support/scene-processes.ts';
import { copies, idler, silent } from '../support/silent-service.ts';

const HASTY = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0 } };
const BY_NUMBER = 'echo $(($1 - 1)) > /proc/sys/kernel/ns_last_pid; shift; "$@" & wait';
const BEAT = `while :; do
  printf '{"process_key":"web","pid":%d,"timestamp":"%s","status":"running"}' $$ "$(date -u +%Y-%m-%dT%H:%M:%SZ)" > draft
  mv draft heartbeats/web.json
  sleep 0.2
done`;

/** Runs a program in a pid namespace of its own, in which it is given a number. */
function contain(scene: Scene, number: number, words: readonly string[]) {
  const own = ['--pid', '--fork', '--mount-proc', '--kill-child'] as const;
  return scene.stranger(['unshare', ...own, 'bash', '-c', BY_NUMBER, '-', String(number), ...words]);
}

/** One that no process of this host has. */
function nobodysNumber(): number {
  const numbers = Array.from({ length: 30_000 }, (_, index) => 32_000 - index);
  return numbers.find((number) => !existsSync(`/proc/${number}`)) as number;
}

testAsRoot(
  'P11 I1 a service in a container that beats before it is on record: whoever has the number out here that it tells is neither taken for it nor ended, not even when the container is gone',
  async () => {
    const scene = scenario(HASTY).service('web', { timeout_seconds: 2, program: 'beat' }).open();
    const bystander = scene.stranger();
    const pid = Number(bystander.pid);
    const container = contain(scene, pid, ['bash', '-c', BEAT]);
    const beat = scene.path('heartbeats', 'web.json');
    await eventually('it beats', () => existsSync(beat));
    expect(JSON.parse(readFileSync(beat, 'utf8'))).toMatchObject({ pid });

    expect(await scene.check()).toMatchObject({ stderr: expect.stringContaining('another pid namespace') });
    expect(await scene.status('web')).toMatchObject({ verdict: 'unknown' });
    container.kill('SIGKILL');
    await eventually('its beat is old', async () =>
      /is old/.test(String((await scene.status('web')).detail)),
    );
    for (let tick = 0; tick < 3; tick += 1) await scene.check();
    expect(await scene.status('web')).toMatchObject({ verdict: 'unknown' });
    await scene.watchdog('off', 'web');
    expect([bystander.exitCode, bystander.signalCode]).toEqual([null, null]);
    expect(scene.living('web')).toEqual([]);

    expect(await scene.watchdog('restart', 'web', '--wait')).toMatchObject({ exitCode: 0 });
    expect([bystander.exitCode, bystander.signalCode]).toEqual([null, null]);
    expect(scene.living('web')).toHaveLength(1);
  },
);

testAsRoot(
  'P11 I2 a service in a container that beats by a number which nobody has out here is not dead for that: no second copy is started beside it, until it is gone',
  async () => {
    const scene = scenario(HASTY).service('web', { timeout_seconds: 2, program: 'beat' }).open();
    const container = contain(scene, nobodysNumber(), ['bash', '-c', BEAT]);
    await eventually('it beats', () => existsSync(scene.path('heartbeats', 'web.json')));
    expect(await scene.check()).toMatchObject({ stderr: expect.stringContaining('another pid namespace') });
    expect(await scene.status('web')).toMatchObject({ verdict: 'unknown' });
    expect(scene.living('web')).toEqual([]);
    container.kill('SIGKILL');
    await eventually('it is started', async () => {
      await scene.check();
      return scene.living('web').length === 1;
    });
  },
);

testAsRoot('P11 beside containers a service that was started by hand is adopted all the same', async () => {
  const scene = scenario(HASTY).service('web').open();
  contain(scene, 50, ['sleep', '1000']);
  const { pid } = scene.stranger(['bash', '-c', BEAT]);
  await eventually('it beats', () => existsSync(scene.path('heartbeats', 'web.json')));
  await scene.check();
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid });
});

testAsRoot(
  'P11 I1 the same program in a container is not taken for a service of this host that has died: that is started again, and only its own is ended',
  async () => {
    const words = idler();
    const scene = scenario(HASTY)
      .service('web', silent({ match: words.join(' ') }, words))
      .open();
    await scene.watchdog('on', 'web', '--wait');
    contain(scene, 50, words);
    await eventually('it runs in there', () => copies(scene, words).length === 2);
    const own = scene.living('web').map(({ pid }) => pid);
    const [other = 0] = copies(scene, words).filter((pid) => !own.includes(pid));
    await scene.killInstance('web');
    await scene.check();
    expect(await scene.status('web')).toMatchObject({ verdict: 'healthy' });
    expect((await scene.status('web')).pid).not.toBe(other);
    await scene.watchdog('off', 'web');
    expect(copies(scene, words)).toEqual([other]);
  },
);

testAsRoot(
  'P11 I1 a pidfile from inside a container does not vouch for whoever has that number out here',
  async () => {
    const scene = scenario(HASTY)
      .service('web', silent({ pidfile: 'web.pid' }, idler()))
      .open();
    const bystander = scene.stranger();
    contain(scene, Number(bystander.pid), ['bash', '-c', 'echo $$ > web.pid; sleep 1000']);
    await eventually('it is written', () => existsSync(scene.path('web.pid')));
    await eventually('it holds a number', () => readFileSync(scene.path('web.pid'), 'utf8') !== '');
    expect(await scene.check()).toMatchObject({ stderr: expect.stringContaining('another pid namespace') });
    expect(await scene.status('web')).toMatchObject({ verdict: 'unknown' });
    await scene.watchdog('off', 'web');
    expect(actorAt(Number(bystander.pid))).toBeDefined();
  },
);
