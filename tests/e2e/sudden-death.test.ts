// The promise that no other supervisor makes: kill the watchdog with -9 at any instant, and the next check goes on where the
// record ends, with one copy of everything and no intent lost.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Settings } from '../support/config-document.ts';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const HASTY = { consecutive_failures_threshold: 1 };

/** A web that was never started; before it is, this shell line has to end. */
function webCleanedBy(clearDb: string, settings: Settings = HASTY): Scene {
  return scenario(settings)
    .service('web', { commands: { start: toyCommand('beat'), clear_db: clearDb } })
    .open();
}

function stepBegun(scene: Scene, action: string): boolean {
  return (
    scene.rows(`SELECT 1 FROM steps WHERE action = '${action}' AND begun_at IS NOT NULL AND ended_at IS NULL`)
      .length > 0
  );
}

async function dieDuring(scene: Scene, action: string, words: readonly string[] = ['check']): Promise<void> {
  const invocation = scene.begin(words);
  await eventually(`${action} is under way`, () => stepBegun(scene, action));
  await invocation.killHard();
}

test('killed during a cleanup script: the next check ends what is left of it, runs it again, and starts one copy', async () => {
  const clearDb = 'echo $$ >> runs.txt; if [ ! -e second ]; then touch second; sleep 100; fi';
  const scene = webCleanedBy(clearDb);
  const invocation = scene.begin(['check']);
  await eventually('the script runs', () => existsSync(scene.path('second')));
  await invocation.killHard();
  expect(scene.living('web')).toEqual([]);

  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  expect(readFileSync(scene.path('runs.txt'), 'utf8').trim().split('\n')).toHaveLength(2);
  expect(scene.everything()).toHaveLength(1);
  expect(scene.living('web')).toHaveLength(1);
  expect(scene.rows('SELECT purpose, outcome FROM recoveries')).toHaveLength(1);
});

test.each(['on', 'off', 'restart'])(
  'killed during a cleanup script: %s ends what is left of it before anything else is done',
  async (verb) => {
    const clearDb = 'if [ ! -e second ]; then touch second; sleep 100; fi';
    const scene = webCleanedBy(clearDb);
    const invocation = scene.begin(['check']);
    await eventually('the script runs', () => existsSync(scene.path('second')));
    await invocation.killHard();
    expect(scene.everything()).not.toEqual([]);

    expect(await scene.watchdog(verb, 'web')).toMatchObject({ exitCode: 0 });
    expect(scene.everything()).toHaveLength(verb === 'off' ? 0 : 1);
    expect(scene.living('web')).toHaveLength(verb === 'off' ? 0 : 1);
  },
);

test('killed during the verify delay: the next check adopts what was started', async () => {
  const scene = scenario({ ...HASTY, verify_delay: 5 })
    .service('web')
    .open();
  const invocation = scene.begin(['check']);
  const started = await eventually(
    'it is started',
    () => scene.living('web').length === 1 && scene.living('web'),
  );
  await invocation.killHard();

  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  await scene.healthy('web');
  await scene.check();
  expect(scene.living('web')).toEqual(started);
  expect(scene.rows('SELECT purpose, outcome FROM recoveries')).toEqual([
    { purpose: 'recover', outcome: 'recovered' },
  ]);
});

test('killed between TERM and KILL: the next check ends the rest, and starts one copy', async () => {
  const scene = scenario({ kill_timeout: 3 }).service('web', { program: 'hang-with-family' }).open();
  await scene.watchdog('on', 'web', '--wait');
  await dieDuring(scene, 'kill', ['restart', 'web']);
  const before = scene.living('web').map(({ pid }) => pid);

  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  await eventually('the new one is complete', () => scene.living('web').length === 3);
  const after = scene.living('web').map(({ pid }) => pid);
  expect(after.filter((pid) => before.includes(pid))).toEqual([]);
  expect(scene.rows("SELECT purpose FROM recoveries WHERE purpose <> 'start'")).toEqual([
    { purpose: 'restart' },
  ]);
});

test('killed while it serves an off: the next check goes through with it', async () => {
  const scene = scenario({ kill_timeout: 3 }).service('web', { program: 'hang-with-family' }).open();
  await scene.watchdog('on', 'web', '--wait');
  await dieDuring(scene, 'kill', ['off', 'web']);
  expect(scene.living('web')).not.toEqual([]);
  await scene.check();
  expect(scene.living('web')).toEqual([]);
  expect(await scene.status('web')).toMatchObject({ state: 'stopped', desired: 'off' });
});

test('N3 killed at any of many instants, the check leaves one copy and a record that can be read', async () => {
  const scene = webCleanedBy('sleep 0.1', {
    ...HASTY,
    verify_delay: 0.1,
    restart_policy: { backoff_seconds: 0, max_restarts: 1000 },
  });
  for (let delayMs = 40; delayMs <= 600; delayMs += 40) {
    await scene.killInstance('web');
    const invocation = scene.begin(['check']);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    await invocation.killHard();
    expect(scene.living('web').length).toBeLessThanOrEqual(1);
  }
  await scene.check();
  await scene.healthy('web');
  expect(scene.living('web')).toHaveLength(1);
  expect(scene.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
});

test('N2 a polite end lets the step at hand finish, and the next check goes on', async () => {
  const clearDb = 'touch cleaning; while [ ! -e cleaned ]; do sleep 0.1; done; touch done';
  const scene = webCleanedBy(clearDb);
  const invocation = scene.begin(['check']);
  await eventually('the script runs', () => existsSync(scene.path('cleaning')));
  invocation.child.kill('SIGTERM');
  writeFileSync(scene.path('cleaned'), '');
  expect(await invocation.ended).toMatchObject({ exitCode: 143 });
  expect(existsSync(scene.path('done'))).toBe(true);
  expect(scene.living('web')).toEqual([]);
  await scene.check();
  expect(scene.living('web')).toHaveLength(1);
});
