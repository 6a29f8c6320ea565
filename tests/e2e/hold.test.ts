// Hold and release through the built program: what is held is watched and not touched, by whomever it was asked and for however long.

import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1 };

function kill(scene: Scene, key: string): void {
  for (const { pid } of scene.living(key)) process.kill(pid, 'SIGKILL');
}

test('a service that is held is not started again, says who holds it and why, and is recovered once it is released', async () => {
  const scene = scenario(HASTY).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  expect(await scene.watchdog('hold', 'web', '--reason', 'a core dump is written')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^web: held until "watchdog release web": nothing is done/),
  });
  kill(scene, 'web');
  for (let tick = 0; tick < 3; tick += 1) expect(await scene.check()).toMatchObject({ exitCode: 1 });
  expect(scene.living('web')).toEqual([]);
  expect(await scene.status('web')).toMatchObject({
    desired: 'held',
    reason: 'held',
    verdict: 'stale_pid',
    failures: 3,
    terms: { by: expect.any(String), reason: 'a core dump is written', afterwards: 'on' },
  });
  expect(await scene.watchdog('status', 'web')).toMatchObject({
    stdout: expect.stringMatching(/^said +by .*, since 20.*: a core dump is written$/m),
  });
  expect(await scene.watchdog('release', 'web')).toMatchObject({
    exitCode: 0,
    stdout: 'web: released; wanted on again\n',
  });
  await scene.check();
  expect(scene.living('web')).toHaveLength(1);
});

test('a hold of what is switched off makes no trouble of that', async () => {
  const scene = scenario(HASTY).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.watchdog('off', 'web');
  await scene.watchdog('hold', 'web');
  expect(await scene.check()).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  expect(await scene.status('web')).toMatchObject({ desired: 'held', state: 'stopped' });
  expect(scene.rows("SELECT message FROM events WHERE kind = 'down'")).toEqual([]);
});

test('a service that is off for a while is started by itself afterwards, once', async () => {
  const scene = scenario(HASTY).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  expect(await scene.watchdog('off', 'web', '--for', '2s', '--reason', 'deploy')).toMatchObject({
    exitCode: 0,
  });
  expect(await scene.status('web')).toMatchObject({
    state: 'stopped',
    terms: { reason: 'deploy', afterwards: 'on' },
  });
  await eventually('its time is over', async () => {
    await scene.check();
    return scene.living('web').length > 0;
  });
  for (let tick = 0; tick < 3; tick += 1) await scene.check();
  expect(scene.living('web')).toHaveLength(1);
  await scene.healthy('web');
  expect(await scene.status('web')).toMatchObject({ desired: 'on', state: 'running', restarts: 0 });
  const reasons = scene.rows("SELECT reason FROM recoveries WHERE purpose = 'start' ORDER BY id");
  expect(reasons).toEqual([{ reason: 'requested' }, { reason: 'off_over' }]);
});

test('hold and release mean all of a tag; who starts or stops all services leaves those alone that are held', async () => {
  const scene = scenario(HASTY)
    .service('web', { program: 'beat', tags: ['eu'] })
    .service('api', { program: 'beat', tags: ['eu'] })
    .service('db')
    .open();
  await scene.watchdog('start-all', '--wait');
  expect(await scene.watchdog('hold', '@eu', '--for', '1h')).toMatchObject({ exitCode: 0 });
  const stopped = await scene.watchdog('stop-all');
  expect(stopped.exitCode).toBe(0);
  expect(stopped.stdout.match(/left alone, for it is held by .*for 60 min more/g)).toHaveLength(2);
  expect(['web', 'api', 'db'].map((key) => scene.living(key).length)).toEqual([1, 1, 0]);
  kill(scene, 'web');
  await scene.watchdog('start-all');
  await scene.check();
  expect(['web', 'api', 'db'].map((key) => scene.living(key).length)).toEqual([0, 1, 1]);
  expect(await scene.watchdog('release', '@eu')).toMatchObject({ exitCode: 0 });
  await scene.check();
  expect(scene.living('web')).toHaveLength(1);
});

test.each([
  [['hold'], /KEY|key/],
  [['hold', 'wbe'], /Did you mean "web"/],
  [['hold', 'web', '--for', 'soon'], /found "soon"; expected a length of time/],
  [['off', 'web', '--reason', 'one\nand two'], /expected one line of at most 500/],
])('%j is a mistake, and changes nothing', async (words, told) => {
  const scene = scenario(HASTY).service('web').open();
  const call = await scene.watchdog(...words);
  expect(call).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(told) });
});
