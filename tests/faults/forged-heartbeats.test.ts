// Heartbeats that somebody has forged, or put in the place of others: whoever they name gets no signal, and at most one copy
// of the service lives.

import { chownSync, linkSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { testAsRoot } from '../support/as-root.ts';
import { whyNoTrace } from '../support/crash-points/inject.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { actorAt } from '../support/scene-processes.ts';
import { signalledByCheck } from '../support/signalled-by-check.ts';
import { testUnless } from '../support/test-unless.ts';

const NOBODY = 65_534;
/** Older than the timeout: whoever is taken for the service is ended. */
const STALE = 600;

/** A service that runs and never beats, whose time for a first beat is over; another one that does; and a stranger. */
async function open(): Promise<{ scene: Scene; pid: number }> {
  // At every check there is a reason to end whoever is taken for it.
  const scene = scenario({ consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0 } })
    .service('web', { commands: { start: ['sleep', '100'] }, start_grace_seconds: 0, timeout_seconds: 0.01 })
    .service('other')
    .open();
  await scene.check();
  await scene.healthy('other');
  expect(scene.living('web')).toHaveLength(1);
  return { scene, pid: scene.stranger(['sleep', '101']).pid as number };
}

/** Who is who: a number that passed on to somebody else would show. */
const identities = (pids: readonly number[]) => pids.map((pid) => actorAt(pid)?.startTicks);

const threadOf = (pid: number) =>
  readdirSync(`/proc/${pid}/task`)
    .map(Number)
    .find((tid) => tid !== pid);

const NAMED: [string, (scene: Scene, stranger: number) => unknown][] = [
  ['P6 who has called us, named in a heartbeat, gets no signal', () => process.pid],
  ['P6 an ancestor of ours, named in a heartbeat, gets no signal', () => process.ppid],
  ['H12 init, named in a heartbeat, gets no signal', () => 1],
  ['H12 a group of processes, named in a heartbeat, gets no signal', (_, stranger) => -stranger],
  ['P7 a thread of the kernel, named in a heartbeat, gets no signal', () => 2],
  ['P8 a thread of somebody, named in a heartbeat, gets no signal', () => threadOf(process.pid)],
  ['H12 another service, named in a heartbeat, gets no signal', (scene) => scene.living('other')[0]?.pid],
  [
    'H12 a stranger, named in a heartbeat beside the service on record, gets no signal',
    (_, stranger) => stranger,
  ],
];

for (const [title, nameOne] of NAMED)
  testUnless(whyNoTrace)(title, async () => {
    const { scene, pid } = await open();
    const bystanders = [pid, process.ppid, ...scene.living('other').map((one) => one.pid)];
    const before = identities(bystanders);
    for (const age of [0, STALE]) {
      const own = scene.living('web').map((one) => one.pid);
      scene.heartbeat('web', { pid: nameOne(scene, pid), age });
      const signalled = await signalledByCheck(scene);
      expect(signalled.filter((one) => !own.includes(Math.abs(one)))).toEqual([]);
    }
    expect(identities(bystanders)).toEqual(before);
    expect(scene.living('web')).toHaveLength(1);
    expect(scene.living('other')).toHaveLength(1);
  });

testUnless(whyNoTrace)('a signal that a check sends is seen by these tests', async () => {
  const { scene } = await open();
  const own = scene.living('web').map((one) => one.pid);
  rmSync(scene.path('heartbeats', 'web.json'), { force: true });
  expect(await signalledByCheck(scene)).toEqual(expect.arrayContaining(own));
});

test('H12 the heartbeat of another service is nobody’s but that service’s, by copy, link, or a swapped folder', async () => {
  const { scene } = await open();
  const [other] = scene.living('other');
  const [web, its] = ['web', 'other'].map((key) => scene.path('heartbeats', `${key}.json`)) as [
    string,
    string,
  ];
  const ways = [
    () => linkSync(its, web),
    () => symlinkSync(its, web),
    () => {
      // The folder of one is now that of the other.
      scene.edit({}, { web: { commands: { start: ['sleep', '100'] }, heartbeat_path: 'own/other.json' } });
      symlinkSync('heartbeats', scene.path('own'));
    },
  ];
  for (const way of ways) {
    rmSync(web, { force: true });
    way();
    await scene.check();
    expect(scene.living('other')).toEqual([other]);
    expect(scene.living('web')).toHaveLength(1);
  }
});

test('H7 a folder of heartbeats that was swapped for a link is followed, and what lies there is read with the same care', async () => {
  const { scene, pid } = await open();
  renameSync(scene.path('heartbeats'), scene.path('elsewhere'));
  symlinkSync('elsewhere', scene.path('heartbeats'));
  scene.heartbeat('web', { pid, age: STALE });
  await scene.check();
  expect(actorAt(pid)).toBeDefined();
  expect(await scene.status('other')).toMatchObject({ verdict: 'healthy' });
});

testAsRoot('H12 a process of root’s is not ended for a heartbeat of nobody’s', async () => {
  const scene = scenario({ consecutive_failures_threshold: 1 })
    .service('web', { program: 'beat', timeout_seconds: 0.01 })
    .open();
  const pid = scene.stranger().pid as number;
  scene.heartbeat('web', { pid });
  chownSync(scene.path('heartbeats', 'web.json'), NOBODY, NOBODY);
  await scene.check();
  expect(await scene.status('web')).toMatchObject({
    verdict: 'unknown',
    detail: `its heartbeat names pid ${pid} of user 0, but the file belongs to user ${NOBODY}`,
  });
  expect(actorAt(pid)).toBeDefined();
  expect(scene.living('web')).toEqual([]);
});
