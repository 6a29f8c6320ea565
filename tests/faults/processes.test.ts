// Numbers that mean somebody else, and processes in states in which they neither beat nor end.

import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterTest } from '../support/after-test.ts';
import { testAsRoot } from '../support/as-root.ts';
import { whyNoTrace } from '../support/crash-points/inject.ts';
import { eventually } from '../support/eventually.ts';
import { WATCHDOG } from '../support/invocation.ts';
import { program } from '../support/processes.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { type Actor, actorAt, signal } from '../support/scene-processes.ts';
import { signalledByCheck } from '../support/signalled-by-check.ts';
import { testUnless } from '../support/test-unless.ts';
import { toyCommand } from '../support/toy-service.ts';

const HASTY = { consecutive_failures_threshold: 1 };
const FREEZER = '/sys/fs/cgroup/freezer';
// What the freezer of cgroup v2 holds, and what is stopped, SIGKILL ends all the same.
const testWithFreezer = testUnless(whyNoFreezer());
const testTraced = testUnless(process.getuid?.() === 0 ? whyNoTrace : 'only root makes a pid namespace');

function whyNoFreezer(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root can freeze a process';
  return existsSync(FREEZER)
    ? undefined
    : 'there is no freezer of cgroup v1, and no other holds against SIGKILL';
}

const BEAT_ONCE = `printf '{"process_key":"web","pid":%d,"timestamp":"%s","status":"running"}' \
  $$ "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$WATCHDOG_HEARTBEAT_FILE"`;

/** A service that runs, and has been seen to beat. */
async function running(scene: Scene, key = 'web'): Promise<Actor> {
  await scene.watchdog('on', key, '--wait');
  await scene.check();
  const [found] = scene.living(key);
  if (found === undefined) throw new Error(`${key} is not there`);
  return found;
}

function lastStep(scene: Scene, action: string) {
  return scene.rows(
    `SELECT outcome, message FROM steps WHERE action = '${action}' ORDER BY recovery_id DESC LIMIT 1`,
  )[0];
}

testAsRoot(
  'P1 I1 a stranger that is given the pid of a service that was killed gets no signal, and the service is started again',
  () => {
    const scene = scenario(HASTY).service('web').open();
    const words = [process.execPath, WATCHDOG, scene.configPath, scene.path('heartbeats', 'web.json')];
    const ownNumbers = ['--pid', '--fork', '--mount-proc', '--kill-child'];
    const told = execFileSync('unshare', [...ownNumbers, program('take-over.sh'), ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: process.env.PATH, HOME: scene.folder },
    });
    expect(told).toBe('the stranger has the number, and lives\n');
    expect(scene.rows("SELECT verdict FROM recoveries WHERE purpose = 'recover'")).toEqual([
      { verdict: 'stale_pid' },
    ]);
    expect(lastStep(scene, 'start')).toMatchObject({ outcome: 'succeeded' });
  },
);

testWithFreezer(
  'P4 I2 a process that SIGKILL does not end, for the kernel holds it, is told as unkillable, and gets no second copy beside it',
  async () => {
    const scene = scenario({ ...HASTY, kill_timeout: 0.5 })
      .service('web', { program: 'beat', timeout_seconds: 2 })
      .open();
    const held = await running(scene);
    const cage = join(FREEZER, `watchdog-test-${process.pid}`);
    mkdirSync(cage);
    const thaw = () => writeFileSync(join(cage, 'freezer.state'), 'THAWED');
    afterTest(async () => {
      thaw();
      signal(held, 'SIGKILL');
      await eventually('it has ended', () => actorAt(held.pid) === undefined);
      await eventually('its cage is empty', () => readFileSync(join(cage, 'cgroup.procs'), 'utf8') === '');
      rmdirSync(cage);
    });
    writeFileSync(join(cage, 'cgroup.procs'), String(held.pid));
    writeFileSync(join(cage, 'freezer.state'), 'FROZEN');
    await eventually('it is stale', async () => (await scene.status('web')).verdict === 'timed_out');
    for (let tick = 0; tick < 2; tick += 1) expect((await scene.check()).exitCode).toBe(1);
    expect(lastStep(scene, 'kill')).toMatchObject({ outcome: 'unkillable' });
    expect(scene.living('web')).toEqual([held]);
    thaw();
    await eventually('what was sent has ended it', () => actorAt(held.pid) === undefined);
    await scene.watchdog('restart', 'web', '--wait');
    expect(scene.living('web')).toHaveLength(1);
  },
);

test('P5 a service that was stopped is asked to end, and woken so that it hears it', async () => {
  const scene = scenario({ ...HASTY, kill_timeout: 20 })
    .service('web', { program: 'beat', timeout_seconds: 2 })
    .open();
  const stopped = await running(scene);
  signal(stopped, 'SIGSTOP');
  await eventually('it is stale', async () => (await scene.status('web')).verdict === 'timed_out');
  await scene.check();
  expect(lastStep(scene, 'kill')).toMatchObject({
    outcome: 'succeeded',
    message: expect.stringMatching(/^ended 1 process\(es\) with SIGTERM/),
  });
  await scene.healthy('web');
  expect(scene.living('web')).not.toEqual([stopped]);
  expect(scene.living('web')).toHaveLength(1);
});

testAsRoot(
  'P9 I5 seen by a user who may not signal it, a service is neither ended nor doubled, and that is told',
  async () => {
    const scene = scenario(HASTY).service('web', { program: 'beat', timeout_seconds: 0.01 }).open();
    const pid = scene.stranger().pid as number;
    scene.heartbeat('web', { pid });
    chmodSync(scene.folder, 0o755);
    execFileSync('chown', ['-R', 'nobody', scene.folder]);
    execFileSync('chown', ['root', scene.path('heartbeats', 'web.json')]);
    const asNobody = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];
    const { stderr } = await scene.begin(['check'], { wrapper: asNobody }).ended;
    expect(stderr + scene.log().join('\n')).toContain(`we may not see whose process pid ${pid} is`);
    expect(scene.rows('SELECT DISTINCT health FROM check_history')).toEqual([{ health: 'unknown' }]);
    expect(actorAt(pid)).toBeDefined();
    expect(scene.living('web')).toEqual([]);
  },
);

testTraced(
  'P11 I1 a service in a container that tells the pid it has in there: whoever has that pid out here gets no signal, and dead it is started again',
  async () => {
    const inside = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'];
    const beat = toyCommand('beat').join(' ');
    const scene = scenario({ ...HASTY, restart_policy: { backoff_seconds: 0 } })
      .service('web', {
        start_grace_seconds: 0.5,
        timeout_seconds: 2,
        commands: { start: [...inside, 'sh', '-c', `${beat}; :`] },
      })
      .open();
    await scene.check();
    await eventually('it beats', () => existsSync(scene.path('heartbeats', 'web.json')));
    expect(await signalledByCheck(scene)).toEqual([]);
    expect(JSON.parse(readFileSync(scene.path('heartbeats', 'web.json'), 'utf8')).pid).toBeLessThan(100);
    const before = scene.living('web');
    await scene.killInstance('web');
    await eventually(
      'its last beat is too old',
      async () => (await scene.status('web')).verdict !== 'unknown',
    );
    expect(await signalledByCheck(scene)).toEqual([]);
    const after = scene.living('web');
    expect(after).toHaveLength(before.length);
    expect(after).not.toEqual(before);
    expect(scene.rows("SELECT 1 FROM check_history WHERE health = 'healthy'")).toEqual([]);
  },
);

testAsRoot(
  'P11 I2 a check from inside a container does not take a service that runs outside for dead',
  async () => {
    const scene = scenario(HASTY).service('web').open();
    const before = await running(scene);
    const inside = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'];
    for (let tick = 0; tick < 2; tick += 1) await scene.begin(['check'], { wrapper: inside }).ended;
    expect(scene.rows('SELECT health FROM check_history ORDER BY id DESC LIMIT 1')).toEqual([
      { health: 'unknown' },
    ]);
    expect(scene.living('web')).toEqual([before]);
  },
);

test('P16 a service that has become another program by exec is still itself: it is well while it beats, and ended when it does not', async () => {
  const scene = scenario(HASTY)
    .service('web', { timeout_seconds: 8, commands: { start: `${BEAT_ONCE}; exec sleep 100` } })
    .open();
  const before = await running(scene);
  expect(readFileSync(`/proc/${before.pid}/comm`, 'utf8')).toBe('sleep\n');
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid: before.pid });
  await eventually('it is replaced', async () => {
    await scene.check();
    return scene.living('web')[0]?.pid !== before.pid;
  });
  expect(actorAt(before.pid)).toBeUndefined();
});
