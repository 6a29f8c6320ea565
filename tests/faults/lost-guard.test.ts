// What becomes of an invocation whose lock is taken away beneath it: somebody has removed its files.

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { WITHOUT_CGROUP } from '../support/cgroups.ts';
import { whyNoTrace } from '../support/crash-points/inject.ts';
import { eventually } from '../support/eventually.ts';
import type { Invocation } from '../support/invocation.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { actorAt } from '../support/scene-processes.ts';
import { testUnless } from '../support/test-unless.ts';
import { toyCommand } from '../support/toy-service.ts';

/** Longer than another check takes. */
const SPAWN_MS = 8000;

/** What is said while a program is about to begin, and nothing shows whose it is. */
const UNBORN = expect.stringContaining('it is about to become another program');

const BEGUN = "SELECT cookie FROM steps WHERE action = 'start' AND cookie IS NOT NULL";

const CLEANING = 'touch cleaning; while [ ! -e cleaned ]; do sleep 0.1; done';

describe('L1 a holder whose lock is taken away begins nothing more: the next one does, and nothing is doubled', () => {
  test.each([
    ['its guard', (name: string) => name.endsWith('-guard')],
    ['every file beside its database', () => true],
  ])('when %s is removed', async (_, isLost) => {
    const scene = scenario({ consecutive_failures_threshold: 1 })
      .service('slow', { commands: { start: toyCommand('beat'), clear_db: CLEANING } })
      .open();
    const first = scene.begin(['check']);
    await eventually('the cleanup runs', () => existsSync(scene.path('cleaning')));
    for (const name of readdirSync(scene.path('state')).filter(isLost))
      rmSync(scene.path('state', name), { recursive: true });
    writeFileSync(scene.path('cleaned'), '');
    const { stderr } = await first.ended;
    expect(stderr).toContain('-guard was removed or replaced');
    expect(scene.living('slow')).toEqual([]);
    await scene.check();
    await scene.healthy('slow');
    expect(scene.living('slow')).toHaveLength(1);
  });
});

/** A check that stands still between the intent of a start and the program, as long as a machine may that has too much to do. */
function standingAtTheSpawn(scene: Scene): Invocation {
  // It is the child that is held up: its parent waits until the program runs. With -D our child is the check, and not strace.
  const delay = `inject=setsid:delay_enter=${SPAWN_MS * 1000}`;
  // In a cgroup of its own the child would be found, and its parent in it: there nothing is left to look for.
  const wrapper = [
    ...WITHOUT_CGROUP,
    'strace',
    '-D',
    '-f',
    '-qq',
    '-o',
    '/dev/null',
    '-e',
    'trace=setsid',
    '-e',
    delay,
  ];
  return scene.begin(['check'], { wrapper });
}

const testTraced = testUnless(whyNoTrace);

describe('L1 a holder whose guard is removed while it starts a service ends what it has started', () => {
  async function lostAtTheSpawn(): Promise<{ scene: Scene; first: Invocation }> {
    const scene = scenario({ consecutive_failures_threshold: 1 }).service('slow').open();
    const first = standingAtTheSpawn(scene);
    await eventually('its start has begun', () => scene.rows(BEGUN).length > 0);
    for (const name of readdirSync(scene.path('state')))
      if (!name.startsWith('watchdog.db') || name.endsWith('-guard'))
        rmSync(scene.path('state', name), { recursive: true });
    return { scene, first };
  }

  testTraced('where the next one has started another', async () => {
    const { scene, first } = await lostAtTheSpawn();
    expect(await scene.check()).toMatchObject({ exitCode: 0 });
    const { pid } = await scene.healthy('slow');
    expect((await first.ended).stderr).toContain('-guard was removed or replaced');
    await eventually('one is left', () => scene.living('slow').length === 1);
    expect(scene.living('slow')).toMatchObject([{ pid }]);
    await scene.check();
    expect(scene.living('slow')).toMatchObject([{ pid }]);
  });

  testTraced('where it was switched off meanwhile', async () => {
    const { scene, first } = await lostAtTheSpawn();
    expect(await scene.watchdog('off', 'slow')).toMatchObject({ exitCode: 0 });
    await first.ended;
    await eventually('none is left', () => scene.living('slow').length === 0);
    await scene.check();
    expect(scene.living('slow')).toEqual([]);
  });
});

describe('L1 I2 I10 an invocation that is killed before the program that it starts has begun leaves no second copy', () => {
  async function killedAtTheSpawn(): Promise<Scene> {
    const scene = scenario({ consecutive_failures_threshold: 1 }).service('slow').open();
    standingAtTheSpawn(scene);
    await eventually('its start has begun', () => scene.rows(BEGUN).length > 0);
    const { pid } = JSON.parse(readFileSync(scene.path('state', 'watchdog.db-holder'), 'utf8'));
    await eventually('it has a child', () => readFileSync(`/proc/${pid}/task/${pid}/children`).length > 0);
    process.kill(pid, 'SIGKILL');
    await eventually('it is gone', () => actorAt(pid) === undefined);
    return scene;
  }

  testTraced('by the next check', async () => {
    const scene = await killedAtTheSpawn();
    expect(await scene.check()).toMatchObject({ exitCode: 1, stderr: UNBORN });
    await eventually('it has begun', () => scene.living('slow').length > 0);
    const [{ pid } = { pid: 0 }] = scene.living('slow');
    await scene.check();
    await scene.healthy('slow');
    expect(scene.living('slow')).toMatchObject([{ pid }]);
    // What holds it up goes only with it.
    await scene.watchdog('off', 'slow');
  });

  testTraced('nor one that lives though it was switched off', async () => {
    const scene = await killedAtTheSpawn();
    expect(await scene.watchdog('off', 'slow')).toMatchObject({ exitCode: 1, stdout: UNBORN });
    await eventually('it has begun', () => scene.living('slow').length > 0);
    expect(await scene.watchdog('off', 'slow')).toMatchObject({ exitCode: 0 });
    expect(scene.living('slow')).toEqual([]);
  });
});
