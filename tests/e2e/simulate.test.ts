// `simulate`: the examples come as they expect, and what does not is told with exit code 1.

import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SimulateReport } from '../../src/commands/simulate/simulate.ts';
import { ROOT } from '../support/markdown.ts';
import { scenario } from '../support/scenario.ts';

const TIMELINES = join(ROOT, 'examples/timelines');

test.each(readdirSync(TIMELINES))('the example %s comes as it expects', async (name) => {
  const scene = scenario().open();
  const { exitCode, stdout } = await scene.watchdog('simulate', join(TIMELINES, name));
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^00:00:00 {4}\w+ healthy; healthy$/m);
  expect(stdout).toMatch(/(\d) of \1 expectations met$/m);
});

test('an expectation that is not met is told with what came in its place, and the exit code is 1', async () => {
  const scene = scenario({ check_interval_seconds: 30 }).service('web').open();
  const timeline = {
    config: 'config.json',
    until: '10m',
    events: [{ at: '60s', service: 'web', event: 'dies' }],
    expect: [
      { service: 'web', by: '2m', recoveries: 1 },
      { service: 'web', recoveries: 2 },
    ],
  };
  writeFileSync(scene.path('timeline.json'), JSON.stringify(timeline));
  const { exitCode, stdout } = await scene.watchdog('simulate', 'timeline.json');
  expect(exitCode).toBe(1);
  expect(stdout).toContain(
    'NOT MET web at 00:10:00: 2 recoveries; found healthy, healthy, 1 recoveries so far',
  );
  const json = await scene.watchdog('simulate', 'timeline.json', '--json');
  const report: SimulateReport = JSON.parse(json.stdout);
  expect(report.outcomes.map(({ isMet }) => isMet)).toEqual([true, false]);
  expect(report.frames.filter(({ isRecovered }) => isRecovered)).toMatchObject([
    { atMs: 90_000, key: 'web' },
  ]);
  expect(scene.rows('SELECT 1 FROM ticks')).toEqual([]);
});

test.each<[string, (text: string) => string, RegExp]>([
  [
    'an event that nobody knows',
    (text) => text.replace('stops_beating', 'dyes'),
    /events\[0\]\.event: found "dyes"; expected one of stops_beating, /,
  ],
  [
    'a service that is not configured',
    (text) => text.replace('"10m", "service": "web"', '"10m", "service": "wbe"'),
    /events\[0\]\.service: found "wbe"/,
  ],
  [
    'a time that is none',
    (text) => text.replace('"30m"', '"teatime"'),
    /until: found "teatime"; expected a length of time/,
  ],
  [
    'a mistake in its config, by its line',
    (text) => text.replace('timeout_seconds', 'timeuot_seconds'),
    /line 8, processes\.web\.timeuot_seconds/,
  ],
])('%s is a mistake of the file', async (_title, edit, expected) => {
  const scene = scenario().open();
  cpSync(join(TIMELINES, 'silent-service.json'), scene.path('timeline.json'));
  const text = readFileSync(scene.path('timeline.json'), 'utf8');
  writeFileSync(scene.path('timeline.json'), edit(text));
  expect(await scene.watchdog('simulate', 'timeline.json')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(expected),
  });
});

test('a file that is not there is told as a timeline that is missing', async () => {
  const { exitCode, stderr } = await scenario().service('web').open().watchdog('simulate', 'no.json');
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: expect.stringMatching(
      /no\.json: found nothing; expected a timeline\.\nName a file that is there\.\n$/,
    ),
  });
});

test('a timeline that begins at night meets the maintenance window of its config', async () => {
  const night = [{ cron: '0 3 * * *', duration: '20m', timezone: 'UTC' }];
  const scene = scenario({ check_interval_seconds: 60 })
    .service('web', { maintenance: night, commands: { start: 'true' } })
    .open();
  const timeline = {
    config: 'config.json',
    begins: '2026-11-22T02:50:00Z',
    until: '1h',
    events: [{ at: '15m', event: 'reboots' }],
    expect: [
      { service: 'web', at: '29m', reason: 'maintenance' },
      { service: 'web', at: '29m', recoveries: 0 },
      { service: 'web', at: '40m', recoveries: 1 },
    ],
  };
  writeFileSync(scene.path('night.json'), JSON.stringify(timeline));
  expect(await scene.watchdog('simulate', 'night.json')).toMatchObject({
    stderr: '',
    exitCode: 0,
    stdout: expect.stringMatching(/00:15:00 {2}\* host reboots\n[\s\S]*3 of 3 expectations met/),
  });
});
