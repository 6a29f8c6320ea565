// To recover now what is down, and to restart all: what is well, off or held is left alone.

import { type Scene, scenario } from '../support/scenario.ts';

const answersOf = ({ stdout }: { stdout: string }) => JSON.parse(stdout).answers;

/** Web is well, dead has died, and idle is off. */
async function sceneOfThree(): Promise<Scene> {
  const scene = scenario({ consecutive_failures_threshold: 5 })
    .service('web')
    .service('dead')
    .service('idle')
    .open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.watchdog('on', 'dead', '--wait');
  await scene.watchdog('off', 'idle');
  await scene.killInstance('dead');
  return scene;
}

test('recover starts what is dead at once, far below its threshold, and leaves the rest as it is', async () => {
  const scene = await sceneOfThree();
  const { pid } = await scene.status('web');
  const recovered = await scene.watchdog('recover', '--json');
  expect(recovered.exitCode).toBe(0);
  expect(answersOf(recovered)).toEqual([
    { key: 'web', ok: true, message: expect.stringMatching(/^nothing to recover: healthy/) },
    { key: 'dead', ok: true, message: expect.stringMatching(/^started pid \d+/) },
    { key: 'idle', ok: true, message: expect.stringMatching(/^left alone, for it is switched off/) },
  ]);
  expect(await scene.status('web')).toMatchObject({ pid, desired: 'on' });
  await scene.healthy('dead');
  expect(await scene.status('idle')).toMatchObject({ desired: 'off', state: 'stopped' });
});

test('recover of all starts nothing that has ended on purpose; of that one alone it does', async () => {
  const scene = scenario()
    .service('job', { restart: 'on-failure', commands: { start: 'echo ran >> ran; exit 0' } })
    .open();
  await scene.watchdog('on', 'job');
  await scene.check();
  expect(answersOf(await scene.watchdog('recover', '--json'))).toEqual([
    { key: 'job', ok: true, message: expect.stringMatching(/^left alone, for it has ended on purpose/) },
  ]);
});

test('recover runs the steps that the trouble calls for, and what is held stays held', async () => {
  const scene = scenario()
    .service('web', {
      program: 'beat',
      recovery_actions: { no_heartbeat: ['kill', 'note', 'start'], default: ['kill', 'start'] },
      commands: { start: 'exec sleep 1000', note: 'touch noted' },
    })
    .open();
  await scene.watchdog('on', 'web');
  await scene.watchdog('hold', 'web');
  await scene.killInstance('web');
  expect(await scene.watchdog('recover')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/left alone, for it is held/),
  });
  expect(scene.living('web')).toEqual([]);
  expect(await scene.watchdog('recover', 'web')).toMatchObject({ exitCode: 0 });
  expect(scene.rows("SELECT action FROM steps WHERE action = 'note'")).toHaveLength(1);
  expect(scene.living('web')).toHaveLength(1);
  expect(await scene.status('web')).toMatchObject({ desired: 'held' });
});

test('restart-all restarts what is wanted, and starts nothing that is off', async () => {
  const scene = await sceneOfThree();
  const { pid } = await scene.status('web');
  const restarted = await scene.watchdog('restart-all', '--json');
  expect(restarted.exitCode).toBe(0);
  expect(answersOf(restarted)[2]).toMatchObject({ message: 'left alone, for it is switched off' });
  expect((await scene.status('web')).pid).not.toBe(pid);
  await scene.healthy('dead');
  expect(scene.living('idle')).toEqual([]);
});
