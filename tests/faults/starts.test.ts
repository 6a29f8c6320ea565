// Starts that cannot work, and cleanups that cannot: each is a failed step that names the likely cause, is not repeated before
// its backoff, and holds up nobody else.

import { chmodSync, closeSync, copyFileSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs';
import type { Entries, Entry } from '../support/config-document.ts';
import { whyNoTrace } from '../support/crash-points/inject.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { testUnless } from '../support/test-unless.ts';
import { toyCommand } from '../support/toy-service.ts';

const AT_ONCE = { consecutive_failures_threshold: 1 };

/** One service for each way in which a program cannot be run, and what is said of it. */
const UNFIT: Readonly<Record<string, readonly [start: readonly string[], words: RegExp, entry?: Entry]>> = {
  missing: [['./none'], /none: no such file/],
  unknown: [['no-such-program'], /no-such-program: no such program in/],
  closed: [['./closed'], /closed: not executable by us\. Do chmod \+x/],
  folder: [['./folder'], /a folder; expected a program/],
  uninterpreted: [['./uninterpreted'], /its interpreter \/opt\/none\/python9 does not exist/],
  windows: [['./windows'], /CR LF/],
  alien: [['./alien'], /exited with code \d+ within the verify delay/],
  large: [['true', 'x'.repeat(200_000)], /larger than the system takes/],
  busy: [['./busy'], /its file is being written/],
  nowhere: [['true'], /nowhere: no such folder to run in/, { cwd: 'nowhere' }],
  in_a_file: [['true'], /closed: not a folder/, { cwd: 'closed' }],
};

function lay(scene: Scene): void {
  mkdirSync(scene.path('folder'));
  const files = {
    closed: '#!/bin/sh\n',
    uninterpreted: '#!/opt/none/python9 -u\n',
    windows: '#!/bin/sh\r\nexec sleep 100\r\n',
    // What the system takes for a program of another machine.
    alien: '\u007fELF\u0002\u0001\u0001'.padEnd(200, '\u0000'),
  };
  for (const [name, content] of Object.entries(files))
    writeFileSync(scene.path(name), content, { mode: name === 'closed' ? 0o644 : 0o755 });
  copyFileSync('/bin/sleep', scene.path('busy'));
  chmodSync(scene.path('busy'), 0o755);
}

function openWith(entries: Entries): Scene {
  return Object.entries(entries)
    .reduce((scenery, [key, entry]) => scenery.service(key, entry), scenario(AT_ONCE))
    .open();
}

const stepsOf = (scene: Scene, action: string) =>
  scene.rows(`SELECT key, steps.outcome, message FROM steps JOIN recoveries ON recoveries.id = recovery_id
    WHERE action = '${action}' AND steps.begun_at IS NOT NULL ORDER BY key`);

test('R1 R11 programs that cannot be run: each is a failed start that names the likely cause, and waits; the one that can is started', async () => {
  const entries = Object.entries(UNFIT).map(([key, [start, , entry]]) => [
    key,
    { commands: { start }, ...entry },
  ]);
  const scene = openWith({ ...Object.fromEntries(entries), well: { program: 'beat' } });
  lay(scene);
  const writer = openSync(scene.path('busy'), 'r+');
  try {
    expect(await scene.check()).toMatchObject({ exitCode: 1 });
  } finally {
    closeSync(writer);
  }
  const expected = Object.entries(UNFIT).map(([key, [, words]]) => ({
    key,
    outcome: 'failed',
    message: expect.stringMatching(words),
  }));
  const started = { key: 'well', outcome: 'succeeded', message: expect.stringContaining('started pid') };
  const all = [...expected, started].sort((a, b) => (a.key < b.key ? -1 : 1));
  expect(stepsOf(scene, 'start')).toEqual(all);
  expect(scene.everything()).toEqual(scene.living('well'));

  await scene.check();
  expect(stepsOf(scene, 'start')).toHaveLength(all.length);
  expect(await scene.status('missing')).toMatchObject({ state: 'backoff', restarts: 1 });
});

test('R11 a service whose folder is gone is started when it is back', async () => {
  const scene = scenario({ ...AT_ONCE, restart_policy: { backoff_seconds: 0 } })
    .service('web', { program: 'beat', cwd: 'app', heartbeat_path: 'heartbeats/web.json' })
    .open();
  mkdirSync(scene.path('app'));
  await scene.watchdog('on', 'web', '--wait');
  renameSync(scene.path('app'), scene.path('unmounted'));
  await scene.killInstance('web');
  expect(await scene.check()).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('app: no such folder to run in. Make it, or correct the cwd'),
  });
  renameSync(scene.path('unmounted'), scene.path('app'));
  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toHaveLength(1);
});

const testTraced = testUnless(whyNoTrace);

testTraced(
  'R13 while the system starts no more processes, starts fail, wait, and are not charged to the service',
  async () => {
    const scene = scenario({ ...AT_ONCE, restart_policy: { backoff_seconds: 0, max_restarts: 2 } })
      .service('web')
      .open();
    const wrapper = ['strace', '-f', '-b', 'execve', '-qq', '-o', scene.path('calls')];
    const noForks = ['-e', 'trace=clone,fork,vfork', '-e', 'inject=clone,fork,vfork:error=EAGAIN'];
    for (let tick = 0; tick < 3; tick += 1) {
      const { exitCode, stderr } = await scene.begin(['check'], { wrapper: [...wrapper, ...noForks] }).ended;
      expect({ exitCode, stderr }).toEqual({
        exitCode: 1,
        stderr: expect.stringContaining('the system has no room for another process'),
      });
    }
    expect(await scene.status('web')).toMatchObject({ restarts: 0 });
    expect(scene.rows("SELECT kind FROM events WHERE kind = 'given_up'")).toEqual([]);
    expect(await scene.check()).toMatchObject({ exitCode: 0 });
    expect(scene.living('web')).toHaveLength(1);
  },
);

/** Cleanups by what is wrong with them: the outcome of the step, and what is said of it. */
const UNCLEAN: Readonly<Record<string, readonly [file: string, outcome: string, words: RegExp]>> = {
  ended_by_signal: ['#!/bin/sh\nkill -SEGV $$\n', 'failed', /ended by SIGSEGV/],
  leaves_a_helper: ['#!/bin/sh\nsleep 100 &\necho done\n', 'succeeded', /exited with code 0/],
  not_executable: ['#!/bin/sh\n', 'failed', /not_executable: not executable by us/],
  without_first_line: ['echo cleaned > "$WATCHDOG_KEY".txt\n', 'succeeded', /exited with code 0/],
  from_windows: ['#!/bin/sh\r\ntrue\r\n', 'failed', /CR LF/],
};

test('X3 X4 X5 X6 X7 cleanups that fail in their ways say so, hold nothing up, and every service is started', async () => {
  const keys = Object.keys(UNCLEAN);
  const entry = (key: string) => ({ commands: { start: toyCommand('beat'), clear_db: `./${key}` } });
  const scene = openWith(Object.fromEntries(keys.map((key) => [key, entry(key)])));
  for (const [key, [content]] of Object.entries(UNCLEAN))
    writeFileSync(scene.path(key), content, { mode: key === 'not_executable' ? 0o644 : 0o755 });
  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  const expected = Object.entries(UNCLEAN).map(([key, [, outcome, words]]) => ({
    key,
    outcome,
    message: expect.stringMatching(words),
  }));
  expect(stepsOf(scene, 'clear_db')).toEqual(expected.sort((a, b) => (a.key < b.key ? -1 : 1)));
  for (const key of keys) expect(scene.living(key)).toHaveLength(1);
  expect(scene.rows("SELECT 1 FROM recoveries WHERE outcome <> 'started'")).toEqual([]);
});

test('R2 a start that asks to be tried again with exit code 75 is tried within its limits, and not given up', async () => {
  const restart_policy = { max_restarts: 2, window_seconds: 600, backoff_seconds: 0 };
  const scene = openWith({ web: { commands: { start: 'exit 75' }, restart_policy } });
  for (let tick = 0; tick < 4; tick += 1) await scene.check();
  expect(stepsOf(scene, 'start')).toHaveLength(2);
  expect(scene.rows("SELECT kind FROM events WHERE kind = 'given_up'")).toEqual([]);
  expect(await scene.status('web')).toMatchObject({ reason: 'backing_off' });
});
