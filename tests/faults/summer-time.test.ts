// The hour that summer time skips or repeats, with a window of maintenance in it, through the built program.

import { join } from 'node:path';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { createWallClock } from '../support/wall-clock.ts';

test.each([
  [
    'T5 a window that begins in the hour that is skipped lasts from the end of that',
    '30 2 * * *',
    '2026-03-08T07:05Z',
    '2026-03-08T07:35Z',
  ],
  [
    'T5 a window that begins in the hour that is repeated lasts the first time only',
    '30 1 * * *',
    '2026-11-01T05:35Z',
    '2026-11-01T06:35Z',
  ],
])('%s: what is down stays so in it, and is started after it', async (_title, cron, inside, after) => {
  const clock = createWallClock(join(temporaryFolder('clock'), 'offset'));
  const show = (instant: string) => clock.set(Math.round((Date.parse(instant) - Date.now()) / 1000));
  const scene = scenario({
    consecutive_failures_threshold: 1,
    maintenance: [{ cron, duration: '30m', timezone: 'America/New_York' }],
  })
    .service('web', { program: 'beat', env: clock.env })
    .open();
  const check = () => scene.begin(['check'], { env: clock.env }).ended;

  show(inside);
  await scene.begin(['on', 'web', '--wait'], { env: clock.env }).ended;
  await scene.killInstance('web');
  // By the first one it would be started, were there no window.
  for (let tick = 0; tick < 3; tick += 1) expect(await check()).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toEqual([]);
  expect(await scene.begin(['status', 'web', '--json'], { env: clock.env }).ended).toMatchObject({
    stdout: expect.stringContaining('"reason":"maintenance"'),
  });

  show(after);
  await eventually('it is started', async () => {
    await check();
    return scene.living('web').length === 1;
  });
  expect(scene.rows('SELECT reason FROM recoveries')).toHaveLength(2);
});
