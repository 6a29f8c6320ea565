// A service that forks in its first instant: whom it leaves, by whatever means, is in its cgroup, for it was born there. And what
// becomes of an invocation that cannot go into that cgroup for the moment of the start, or not come out, or dies inside.

import { existsSync, readFileSync } from 'node:fs';
import { enclosureOf } from '../../src/core/cookie.ts';
import { afterTest } from '../support/after-test.ts';
import { testAsRoot } from '../support/as-root.ts';
import { cgroupsSeen, whyNoCgroup, withCgroup } from '../support/cgroups.ts';
import { whyNoTrace } from '../support/crash-points/inject.ts';
import { eventually } from '../support/eventually.ts';
import type { Result } from '../support/invocation.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { type Actor, actorAt, signal } from '../support/scene-processes.ts';
import { testUnless } from '../support/test-unless.ts';
import { toyCommand } from '../support/toy-service.ts';

const AT_ONCE = {
  consecutive_failures_threshold: 1,
  kill_timeout: 1,
  verify_delay: 0,
  restart_policy: { backoff_seconds: 0 },
};
/** A helper that nothing tells from others but its cgroup, forked before anything else is done. */
const HELPER = '(env -i setsid sleep 100 & echo $! >> helpers);';
const BEAT = toyCommand('beat').join(' ');

const testEnclosed = testUnless(whyNoCgroup());
const testTraced = testUnless(whyNoCgroup() ?? whyNoTrace);

function sceneWith(start: string, entry = {}): Scene {
  const scene = scenario(AT_ONCE)
    .service('web', { commands: { start }, ...entry })
    .open();
  afterTest(() => helpersOf(scene).forEach((helper) => void signal(helper, 'SIGKILL')));
  return scene;
}

function run(scene: Scene, words: readonly string[], fault: readonly string[] = []): Promise<Result> {
  return scene.begin(words, { wrapper: [...withCgroup(scene.folder), ...fault] }).ended;
}

/** The helpers that live, of however many starts. */
function helpersOf(scene: Scene): readonly Actor[] {
  const path = scene.path('helpers');
  const pids = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
  return pids.flatMap((pid) => actorAt(Number(pid)) ?? []);
}

/** Something goes wrong with the door to the cgroup from which an invocation comes. */
function atTheDoor(scene: Scene, call: string, what: string): readonly string[] {
  const place = ['-P', scene.path('cgroup', 'cgroup.procs'), '-e', `trace=${call}`];
  const inject = ['-e', `inject=${call}:${what}`];
  return ['strace', '-f', '-b', 'execve', '-qq', '-o', scene.path('calls'), ...place, ...inject];
}

const cgroupOf = ({ pid }: Actor) => readFileSync(`/proc/${pid}/cgroup`, 'utf8');

describe('K3 what a service forks in its first instant', () => {
  testEnclosed('dies with it when it is switched off', async () => {
    const scene = sceneWith(`${HELPER} exec ${BEAT}`);
    await run(scene, ['on', 'web', '--wait']);
    expect(helpersOf(scene)).toHaveLength(1);
    await run(scene, ['off', 'web']);
    expect([helpersOf(scene), scene.living('web')]).toEqual([[], []]);
  });

  testEnclosed(
    'is no second copy, however often a start that leaves nothing else is made again',
    async () => {
      const scene = sceneWith(`${HELPER} exit 0`, { start_grace_seconds: 1, timeout_seconds: 1 });
      for (let round = 0; round < 3; round += 1) await run(scene, ['check']);
      expect(helpersOf(scene)).toHaveLength(1);
    },
  );
});

testAsRoot('K3 a service of another user is born in its cgroup, too', async () => {
  const scene = sceneWith('sleep 100 & wait', { user: 'nobody' });
  await run(scene, ['on', 'web']);
  const living = scene.living('web');
  expect(living.length).toBeGreaterThan(1);
  for (const actor of living) expect(cgroupOf(actor)).toMatch(/\/watchdog-/);
});

describe('K3 an invocation', () => {
  testTraced('that cannot prepare its way back starts the service without a cgroup', async () => {
    const scene = sceneWith(`exec ${BEAT}`);
    await run(scene, ['on', 'web', '--wait'], atTheDoor(scene, 'openat', 'error=EMFILE'));
    const [web] = scene.living('web');
    expect(web && cgroupOf(web)).not.toContain('watchdog-');
    const name = enclosureOf(web?.env.WATCHDOG_INSTANCE ?? '');
    expect(cgroupsSeen(scene.folder).filter((path) => path.includes(name))).toEqual([]);
  });

  testTraced('that cannot come out at once does so at its next attempt', async () => {
    const scene = sceneWith(`exec ${BEAT}`);
    const fault = atTheDoor(scene, 'write', 'error=ENOMEM:when=1..2');
    expect(await run(scene, ['on', 'web', '--wait'], fault)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(readFileSync(scene.path('calls'), 'utf8').match(/INJECTED/g)).toHaveLength(2);
  });

  testTraced('that never comes out says so, starts nothing else in there, and harms nobody', async () => {
    const scene = sceneWith(`exec ${BEAT}`);
    scene.edit({}, { next: { program: 'beat', depends_on: ['web'] } });
    const fault = atTheDoor(scene, 'write', 'error=ENOMEM');
    const { stderr } = await run(scene, ['check'], fault);
    expect(stderr).toMatch(/^web: cgroup: .*we could not leave it/m);
    expect([scene.living('web').length, scene.living('next').length]).toEqual([1, 0]);
    await run(scene, ['check']);
    await eventually('the other one runs', () => scene.living('next').length === 1);
    expect(scene.living('web')).toHaveLength(1);
  });

  testTraced('that dies inside leaves one copy, which the next one takes over', async () => {
    const scene = sceneWith(`${HELPER} exec ${BEAT}`);
    const fault = atTheDoor(scene, 'write', 'signal=SIGKILL');
    expect(await run(scene, ['check'], fault)).toMatchObject({ signal: 'SIGKILL' });
    await eventually('the service runs', () => scene.living('web').length === 1);
    const before = scene.living('web');
    await run(scene, ['check']);
    expect(scene.living('web')).toEqual(before);
    await run(scene, ['off', 'web']);
    expect([helpersOf(scene), scene.living('web')]).toEqual([[], []]);
  });
});
