// `tune`: late beats are noted by the ticks that see them, in the row that is written anyway, and told.

import type { TuneReport } from '../../src/commands/tune/tune.ts';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';

test('a beat that is late though in time is noted by its tick, and counts for what is proposed', async () => {
  const scene = scenario().service('web', { program: 'beat', timeout_seconds: 6 }).service('fresh').open();
  const pid = scene.stranger().pid;
  scene.heartbeat('fresh', { pid: scene.stranger().pid });
  const noted = () => scene.rows("SELECT late_beats FROM ticks WHERE late_beats LIKE '%web%'");
  await eventually('a late beat is noted', async () => {
    // Older than a quarter of its timeout, and no older than its process by more than clocks differ.
    scene.heartbeat('web', { pid, age: 1.9 });
    await scene.check();
    return noted().length > 0;
  });
  scene.heartbeat('web', { pid });
  await scene.check();
  expect(JSON.parse(String(noted()[0]?.late_beats))).toMatchObject({ web: expect.any(Number) });

  const { exitCode, stdout } = await scene.watchdog('tune', 'web', '--json');
  const report: TuneReport = JSON.parse(stdout);
  expect(exitCode).toBe(0);
  const [web] = report.services;
  expect(web).toMatchObject({ key: 'web', restartsForSilence: 0, proposals: [] });
  expect(web?.longestReturnSeconds).toBeGreaterThan(1.5);
  const text = await scene.watchdog('tune', 'web');
  expect(text.stdout).toMatch(/^ {2}proposed {7}nothing: only \d+ looks on record; expected 100$/m);
});

test('before the first check nothing is known, and nothing is proposed', async () => {
  const scene = scenario().service('web').open();
  expect(await scene.watchdog('tune', 'web')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('web: 0 looks on record'),
  });
});
