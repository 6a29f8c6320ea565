// `watchdog run` as the start command of a service: what the watchdog makes of the wrapper, its death, and how the program ended.

import { readFileSync } from 'node:fs';
import { eventually } from '../../support/eventually.ts';
import { WATCHDOG } from '../../support/invocation.ts';
import { type Scene, scenario } from '../../support/scenario.ts';
import { beatOf } from '../../support/wrapped-program.ts';

const HASTY = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0 } };
const RUN = [process.execPath, WATCHDOG, 'run', 'web', '--every', '100ms', '--'];
const SLEEP = ['sleep', '1000'];

function service(entry: object, program: readonly string[] = SLEEP): Scene {
  return scenario(HASTY)
    .service('web', { commands: { start: [...RUN, ...program] }, ...entry })
    .open();
}

/** The living programs of the service, wrapper or not, by a word of theirs. */
function named(scene: Scene, word: string): readonly number[] {
  const commandOf = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  return scene
    .everything()
    .filter(({ pid }) => commandOf(pid)[0]?.includes(word))
    .map(({ pid }) => pid);
}

test('it is healthy by the wrapper’s beats, and its whole tree ends when it is switched off', async () => {
  const scene = service({});
  await scene.watchdog('on', 'web', '--wait');
  const { pid } = await scene.healthy('web');
  expect(named(scene, 'node')).toEqual([pid]);
  expect(named(scene, 'sleep')).toHaveLength(1);
  expect(await scene.watchdog('off', 'web')).toMatchObject({ exitCode: 0 });
  expect(scene.everything()).toEqual([]);
});

test('a wrapper that is killed leaves its program to no one: it is ended, and one new pair runs', async () => {
  const scene = service({});
  await scene.watchdog('on', 'web', '--wait');
  const [program] = named(scene, 'sleep');
  process.kill((await scene.healthy('web')).pid ?? 0, 'SIGKILL');
  await scene.check();
  await scene.healthy('web');
  expect(named(scene, 'sleep')).toHaveLength(1);
  expect(named(scene, 'sleep')).not.toEqual([program]);
});

test('also when somebody had started it by hand: the program itself is what was adopted', async () => {
  // Long enough for a busy machine to beat within it.
  const scene = service({ timeout_seconds: 4 });
  const { child } = scene.begin(['run', 'web', '--every', '100ms', '--', ...SLEEP], {
    env: { WATCHDOG_CONFIG: scene.configPath },
  });
  // Who does not beat yet would be taken for one that is down, and started.
  await eventually('it beats', () => beatOf(scene).status === 'running');
  await eventually('it is adopted', async () => {
    await scene.check();
    return (await scene.status('web')).pid === named(scene, 'sleep')[0];
  });
  const [program] = named(scene, 'sleep');
  child.kill('SIGKILL');
  await eventually('it is replaced', async () => {
    await scene.check();
    const now = named(scene, 'sleep');
    return now.length === 1 && now[0] !== program;
  });
});

/** Starts it, has its program end, and checks until that is seen. */
async function endedBy(scene: Scene): Promise<void> {
  await scene.watchdog('on', 'web');
  await eventually('it has ended', () => scene.living('web').length === 0);
  await scene.check();
}

test('a program that ends with 0 has ended cleanly, where only failures matter', async () => {
  const scene = service({ restart: 'on-failure' }, ['sleep', '1']);
  await endedBy(scene);
  expect(await scene.status('web')).toMatchObject({
    reason: 'ended_cleanly',
    detail: expect.stringMatching(/exited with code 0; .*on purpose/),
  });
  expect(scene.everything()).toEqual([]);
});

test.each([78, 125])(
  'one that ends with %i is given up at once, and an edit tries it again',
  async (code) => {
    const scene = service({}, ['sh', '-c', `sleep 1; exit ${code}`]);
    await endedBy(scene);
    expect(await scene.status('web')).toMatchObject({
      reason: 'given_up',
      detail: expect.stringContaining(
        `exited with code ${code}; exit code ${code} says that trying again is of no use`,
      ),
    });
    await scene.check();
    expect(scene.everything()).toEqual([]);
    expect(scene.rows("SELECT count(*) AS n FROM events WHERE kind = 'given_up'")).toEqual([{ n: 1 }]);
    scene.edit({}, { web: { commands: { start: [...RUN, ...SLEEP] } } });
    await scene.check();
    await scene.healthy('web');
  },
);

test('one that ends with 1 is recovered like any other, and its exit code is on record', async () => {
  const scene = service({}, ['sh', '-c', 'test -e again && exec sleep 1000; touch again; sleep 1; exit 1']);
  await endedBy(scene);
  await scene.healthy('web');
  const [down] = scene.rows("SELECT message FROM events WHERE kind = 'down'");
  expect(down?.message).toMatch(/stale_pid: pid \d+ is (gone|a zombie); it exited with code 1/);
});

test('one that ends with 75 is tried again and again, and not given up for that', async () => {
  const scene = service({ restart_policy: { backoff_seconds: 0, max_restarts: 9 } }, [
    'sh',
    '-c',
    'sleep 1; echo "no licence is free yet"; exit 75',
  ]);
  await endedBy(scene);
  for (let restarts = 1; restarts <= 3; restarts += 1) {
    await eventually('it has ended again', () => scene.everything().length === 0);
    expect(await scene.status('web')).toMatchObject({ restarts });
    await scene.check();
  }
  expect(await scene.status('web')).not.toMatchObject({ reason: 'given_up' });
  expect(scene.rows("SELECT message FROM events WHERE kind = 'given_up'")).toEqual([]);
});
