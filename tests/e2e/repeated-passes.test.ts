// `check --every`: cron's minute is no floor, and a successor takes over without a gap.

import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1 };

function ticksOf(scene: Scene): readonly number[] {
  return scene.rows('SELECT at FROM ticks ORDER BY id').map((row) => Number(row.at));
}

test('a service that dies between two passes is found and started again within the interval', async () => {
  const scene = scenario(HASTY).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  const invocation = scene.begin(['check', '--every', '1s', '--for', '60s']);
  await eventually('it has made a pass', () => ticksOf(scene).length > 1);
  await scene.killInstance('web');
  const diedAt = Date.now();
  await eventually('it is back', () => scene.living('web').length === 1);
  const [start] = scene.rows("SELECT begun_at FROM recoveries WHERE purpose = 'recover'");
  const passes = ticksOf(scene).filter((at) => at > diedAt && at <= Number(start?.begun_at));
  // None, where a pass came in the very moment of the death.
  expect(passes.length).toBeLessThanOrEqual(1);
  expect(start).toBeDefined();
  expect(invocation.child.exitCode).toBeNull();
});

test('passes end when their time is over, with the exit code of the last one', async () => {
  const scene = scenario(HASTY).service('web').open();
  expect(await scene.watchdog('check', '--every', '500ms', '--for', '4s')).toMatchObject({
    exitCode: 0,
    stdout: '',
  });
  expect(ticksOf(scene).length).toBeGreaterThanOrEqual(2);
  expect(scene.living('web')).toHaveLength(1);
});

test('a successor takes over without a gap, and its predecessor leaves quietly', async () => {
  const scene = scenario(HASTY).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  const words = ['check', '--every', '500ms', '--for', '60s'];
  const first = scene.begin(words);
  await eventually('the first is at work', () => ticksOf(scene).length >= 2);
  const second = scene.begin(words);
  expect(await first.ended).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  const before = ticksOf(scene).length;
  await eventually('the second is at work', () => ticksOf(scene).length > before + 1);

  const at = ticksOf(scene);
  const gaps = at.slice(1).map((ms, index) => ms - (at[index] as number));
  expect(Math.max(...gaps)).toBeLessThan(20_000);
  expect(second.child.exitCode).toBeNull();
  expect(scene.living('web')).toHaveLength(1);
});

test('a plain check leaves the one that repeats alone, and requests are served at once', async () => {
  const scene = scenario(HASTY).service('web').open();
  const repeating = scene.begin(['check', '--every', '30s', '--for', '60s']);
  await scene.healthy('web');
  expect(await scene.check()).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  const passes = ticksOf(scene).length;
  expect(await scene.watchdog('off', 'web')).toMatchObject({ exitCode: 0 });
  expect(ticksOf(scene)).toHaveLength(passes);
  expect(repeating.child.exitCode).toBeNull();
  expect(scene.living('web')).toEqual([]);
});
