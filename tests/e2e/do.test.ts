// One of a service's own commands, run alone: on record, and with the service left as it is.

import { existsSync, readFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';

const withCommands = () =>
  scenario()
    .service('web', {
      program: 'beat',
      commands: { start: 'exec sleep 1000', note: 'echo noted >> notes', fail: 'echo why >&2; exit 3' },
    })
    .open();

test('it is run once, under its name on record, and the service goes on as it was', async () => {
  const scene = withCommands();
  await scene.watchdog('on', 'web');
  const [former] = scene.living('web');
  expect(await scene.watchdog('do', 'web', 'note')).toMatchObject({
    exitCode: 0,
    stdout: 'web: exited with code 0\n',
  });
  expect(scene.living('web')).toEqual([former]);
  expect(scene.rows("SELECT purpose, outcome FROM recoveries WHERE purpose = 'act'")).toEqual([
    { purpose: 'act', outcome: 'done' },
  ]);
  expect(scene.rows('SELECT total FROM tallies')).toEqual([]);
});

test('of what is off it starts nothing, and what is wanted stays so', async () => {
  const scene = withCommands();
  await scene.watchdog('off', 'web');
  expect(await scene.watchdog('do', 'web', 'note')).toMatchObject({ exitCode: 0 });
  expect(await scene.status('web')).toMatchObject({ desired: 'off', state: 'stopped' });
  expect(scene.living('web')).toEqual([]);
});

test('its failure is told with its last words, exit 1', async () => {
  const scene = withCommands();
  const { exitCode, stdout } = await scene.watchdog('do', 'web', 'fail');
  expect(exitCode).toBe(1);
  expect(stdout).toBe('web: failed: exited with code 3; its last words: why\n');
  // Nobody was to be recovered.
  expect(scene.rows("SELECT message FROM events WHERE kind = 'recovery_failed'")).toEqual([]);
});

test('while a recovery is under way it waits for its end, and off calls it off', async () => {
  const scene = scenario()
    .service('web', {
      program: 'beat',
      recovery_actions: ['kill', 'slow', 'start'],
      commands: {
        start: 'exec sleep 1000',
        slow: 'touch begun; sleep 1; touch over',
        endless: 'touch at-it; sleep 100',
      },
    })
    .open();
  const restart = scene.begin(['restart', 'web']);
  await eventually('begun', () => existsSync(scene.path('begun')));
  const endless = scene.begin(['do', 'web', 'endless']);
  await eventually('at-it', () => existsSync(scene.path('at-it')));
  await eventually('over', () => existsSync(scene.path('over')));
  // The invocation that restarts it serves what was asked meanwhile, too.
  expect(await scene.watchdog('off', 'web')).toMatchObject({ exitCode: 0 });
  expect((await endless.ended).exitCode).toBe(1);
  expect((await restart.ended).exitCode).toBe(0);
  expect(scene.everything()).toEqual([]);
});

test('broken off by kill -9 it is ended by the next check, and not run again', async () => {
  const scene = scenario()
    .service('web', {
      program: 'beat',
      commands: { start: 'exec sleep 1000', once: 'echo run >> runs; sleep 100' },
    })
    .open();
  await scene.watchdog('on', 'web');
  const doing = scene.begin(['do', 'web', 'once']);
  await eventually('runs', () => existsSync(scene.path('runs')));
  await doing.killHard();
  const { stderr } = await scene.check();
  expect(stderr).toMatch(/web: once: broken off, .*; "watchdog do web once" runs it again\n/);
  await scene.check();
  expect(readFileSync(scene.path('runs'), 'utf8')).toBe('run\n');
  expect(scene.rows("SELECT outcome FROM steps WHERE action = 'once'")).toEqual([{ outcome: 'interrupted' }]);
  expect(scene.everything()).toEqual(scene.living('web'));
});

test.each([
  ['nte', /found "nte"; expected a command of web.*\nDid you mean "note"\?/],
  ['start', /found "start"; expected a command of web beside start.*\nIt has: note, fail\./],
])('%s is none of its commands, exit 2', async (action, words) => {
  const { exitCode, stderr } = await withCommands().watchdog('do', 'web', action);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(words);
});
