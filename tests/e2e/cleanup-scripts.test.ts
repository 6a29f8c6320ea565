// Cleanup scripts: run in their order between kill and start, with their output kept; none of them can hold the rest up.

import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import type { Entry, Settings } from '../support/config-document.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const NOTE_WORDS = '#!/bin/sh\necho "clear_db $#: $*" >> order.txt\n';

function sceneWith(clearDb: string, entry: Entry = {}, settings: Settings = {}): Scene {
  const start = `echo start >> order.txt; exec '${toyCommand('beat').join("' '")}'`;
  const commands = { start, clear_db: './clear db.sh' };
  const scene = scenario({ consecutive_failures_threshold: 1, ...settings })
    .service('web', { commands, ...entry })
    .open();
  writeFileSync(scene.path('clear db.sh'), clearDb);
  chmodSync(scene.path('clear db.sh'), 0o755);
  return scene;
}

const orderIn = (scene: Scene): string => readFileSync(scene.path('order.txt'), 'utf8');
const STEPS = 'SELECT action, outcome, message, exit_code, output_tail FROM steps ORDER BY ordinal';

test('a recovery kills, then cleans up, then starts; a script is run without a shell, with --force', async () => {
  const scene = sceneWith(NOTE_WORDS);
  await scene.check();
  expect(orderIn(scene)).toBe('clear_db 1: --force\nstart\n');
  expect(scene.rows(STEPS)).toMatchObject([
    { action: 'kill', outcome: 'succeeded' },
    { action: 'clear_db', outcome: 'succeeded', exit_code: 0 },
    { action: 'start', outcome: 'succeeded' },
  ]);
});

test('a script gets no arguments where cleanup_args is empty', async () => {
  const scene = sceneWith(NOTE_WORDS, {}, { cleanup_args: [] });
  await scene.check();
  expect(orderIn(scene)).toBe('clear_db 0: \nstart\n');
});

test('a disabled action is left out', async () => {
  const scene = sceneWith(NOTE_WORDS, { disabled_actions: ['clear_db'] });
  await scene.check();
  expect(orderIn(scene)).toBe('start\n');
});

test('a script that fails is warned of with its last words, and the service is started all the same', async () => {
  const scene = sceneWith('#!/bin/sh\necho working\necho "disk is sour" >&2\nexit 7\n');
  const { exitCode, stderr } = await scene.check();
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/web: clear_db: exited with code 7/);
  expect(scene.rows(STEPS)[1]).toMatchObject({
    outcome: 'failed',
    exit_code: 7,
    output_tail: 'working\ndisk is sour',
  });
  expect(scene.living('web')).toHaveLength(1);
});

test('X1 a script that hangs is ended at its deadline with all that it started, and the service is started', async () => {
  const hang = '#!/bin/sh\necho before the hang\nsleep 100 &\nsetsid sleep 100 &\nsleep 100\n';
  const scene = sceneWith(hang, { cleanup_timeout: 1 });
  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  expect(scene.rows(STEPS)[1]).toMatchObject({
    outcome: 'timed_out',
    message: expect.stringContaining('1 s'),
    output_tail: 'before the hang',
  });
  expect(scene.everything().filter(({ env }) => env.WATCHDOG_STEP)).toEqual([]);
  expect(scene.living('web')).toHaveLength(1);
});

test('a script that is missing says so in words, and the service is started all the same', async () => {
  const scene = sceneWith(NOTE_WORDS, { commands: { start: toyCommand('beat'), clear_db: './none.sh' } });
  const { stderr } = await scene.check();
  expect(stderr).toMatch(/web: clear_db: .*none\.sh/);
  expect(scene.living('web')).toHaveLength(1);
});
