// Verbs while another invocation is at work: its holder serves them beside a recovery that takes long.

import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import type { Settings } from '../support/config-document.ts';
import { eventually } from '../support/eventually.ts';
import type { Invocation } from '../support/invocation.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const LONG = {
  start: toyCommand('beat'),
  clear_db: 'touch cleaning; while [ ! -e cleaned ]; do sleep 0.1; done',
};

// However long a busy machine takes for what a test does meanwhile, the cleanup is not ended for it.
const PATIENT = { cleanup_timeout: 3600 };

/** A check is held up by the cleanup of `slow`, until `cleaned` is there. */
async function cleaning(settings: Settings = {}): Promise<{ scene: Scene; check: Invocation }> {
  const scene = scenario({ ...PATIENT, consecutive_failures_threshold: 1 })
    .service('slow', { commands: LONG })
    .service('web', { program: 'beat', consecutive_failures_threshold: 2 })
    .open();
  await scene.watchdog('on', 'web', '--wait');
  // Not before: with a short interval a slow `on` would make passes of its own, and wait for that cleanup.
  scene.edit(settings);
  const check = scene.begin(['check']);
  await eventually('the cleanup runs', () => existsSync(scene.path('cleaning')));
  return { scene, check };
}

test('off, on and restart of another service are served while a cleanup takes long', async () => {
  const { scene, check } = await cleaning();
  const [first] = scene.living('web');
  expect(await scene.watchdog('off', 'web')).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toEqual([]);
  expect(await scene.watchdog('on', 'web')).toMatchObject({ exitCode: 0 });
  const [second] = scene.living('web');
  expect(await scene.watchdog('restart', 'web')).toMatchObject({ exitCode: 0 });
  const [third, ...more] = scene.living('web');
  expect(new Set([first?.pid, second?.pid, third?.pid]).size).toBe(3);
  expect(more).toEqual([]);
  expect(check.child.exitCode).toBeNull();

  writeFileSync(scene.path('cleaned'), '');
  expect(await check.ended).toMatchObject({ exitCode: 0 });
  expect(scene.living('slow')).toHaveLength(1);
});

test('off of the very service whose recovery is under way calls it off: the script is ended, nothing is started', async () => {
  const { scene, check } = await cleaning();
  expect(await scene.watchdog('off', 'slow')).toMatchObject({ exitCode: 0 });
  await check.ended;
  expect(scene.everything().filter(({ env }) => env.WATCHDOG_KEY === 'slow')).toEqual([]);
  expect(scene.rows("SELECT purpose, outcome FROM recoveries WHERE key = 'slow' ORDER BY id")).toEqual([
    { purpose: 'recover', outcome: 'closed' },
    { purpose: 'stop', outcome: 'stopped' },
  ]);
  await scene.check();
  expect(scene.living('slow')).toEqual([]);
});

test('an off does not wait for the long cleanups that take up every place', async () => {
  const long = { commands: LONG };
  const scene = scenario({ ...PATIENT, consecutive_failures_threshold: 1, max_parallel_recoveries: 2 })
    .service('web')
    .open();
  await scene.watchdog('on', 'web', '--wait');
  scene.edit({}, { slow: long, slower: long });
  const check = scene.begin(['check']);
  const CLEANING = "SELECT 1 FROM steps WHERE action = 'clear_db' AND begun_at IS NOT NULL";
  await eventually('both places are taken', () => scene.rows(CLEANING).length === 2);
  const asked = scene.begin(['off', 'web']);
  await eventually('web has ended', () => scene.living('web').length === 0);
  expect(await asked.ended).toMatchObject({ exitCode: 0 });
  expect(check.child.exitCode).toBeNull();
  writeFileSync(scene.path('cleaned'), '');
  await check.ended;
});

test('restart and on of the very service whose recovery is under way wait for it, and nothing is doubled', async () => {
  const { scene, check } = await cleaning();
  const asked = [
    scene.watchdog('on', 'slow'),
    scene.watchdog('restart', 'slow'),
    scene.watchdog('on', 'slow'),
  ];
  await eventually(
    'all are asked',
    () => scene.rows("SELECT * FROM requests WHERE key = 'slow'").length === 3,
  );
  writeFileSync(scene.path('cleaned'), '');
  for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ exitCode: 0 });
  await check.ended;
  expect(scene.living('slow')).toHaveLength(1);
});

test('the other services are checked and recovered while a cleanup takes longer than the check interval', async () => {
  const { scene, check } = await cleaning({ check_interval_seconds: 1 });
  await scene.killInstance('web');
  await eventually('web is back', () => scene.living('web').length === 1);
  expect(check.child.exitCode).toBeNull();
  writeFileSync(scene.path('cleaned'), '');
  expect(await check.ended).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toHaveLength(1);
});

test('a request that the holder does not serve in time is withdrawn: exit 75, and nothing comes of it later', async () => {
  const { scene, check } = await cleaning({ check_interval_seconds: 1 });
  // Stopped by a person in a debugger, say: the kernel lock is still held.
  check.child.kill('SIGSTOP');
  const { exitCode, stderr } = await scene.watchdog('off', 'web');
  expect(exitCode).toBe(75);
  expect(stderr).toContain(`by its holder, pid ${check.child.pid} since `);
  expect(stderr).toMatch(/taken back/);
  check.child.kill('SIGCONT');
  writeFileSync(scene.path('cleaned'), '');
  await check.ended;
  expect(scene.living('web')).toHaveLength(1);
  expect(await scene.status('web')).toMatchObject({ desired: 'on' });
});

test('who is told to stop while waiting takes back what was asked, and ends by that signal', async () => {
  const { scene, check } = await cleaning();
  check.child.kill('SIGSTOP');
  const asker = scene.begin(['off', 'web']);
  await eventually('it is asked', () => scene.rows("SELECT * FROM requests WHERE kind = 'off'").length === 1);
  asker.child.kill('SIGINT');
  expect(await asker.ended).toMatchObject({
    exitCode: 130,
    stdout: expect.stringMatching(/^web: failed: taken/),
  });
  check.child.kill('SIGCONT');
  writeFileSync(scene.path('cleaned'), '');
  await check.ended;
  expect(scene.living('web')).toHaveLength(1);
});

test('an off does not wait until a start has been watched long enough', async () => {
  const scene = scenario({ verify_delay: 3600 }).service('web').open();
  const on = scene.begin(['on', 'web']);
  await eventually('it is started', () => scene.living('web').length === 1);
  expect(await scene.watchdog('off', 'web')).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toEqual([]);
  expect(await on.ended).toMatchObject({ exitCode: 1, stdout: 'web: failed: called off\n' });
});

test('somebody who asked and died leaves a request that is still served', async () => {
  const { scene, check } = await cleaning({ check_interval_seconds: 60 });
  check.child.kill('SIGSTOP');
  const asker = scene.begin(['off', 'web']);
  await eventually('it is asked', () => scene.rows("SELECT * FROM requests WHERE kind = 'off'").length === 1);
  await asker.killHard();
  check.child.kill('SIGCONT');
  await eventually('it is served', () => scene.living('web').length === 0);
  rmSync(scene.path('cleaning'));
  execFileSync('touch', [scene.path('cleaned')]);
  await check.ended;
});

test('who waits for a holder that is killed takes over, and serves what was asked', async () => {
  const { scene, check } = await cleaning();
  check.child.kill('SIGSTOP');
  const asker = scene.begin(['off', 'web']);
  await eventually('it is asked', () => scene.rows("SELECT * FROM requests WHERE kind = 'off'").length === 1);
  await check.killHard();
  expect(await asker.ended).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toEqual([]);
});

test('many verbs at once are all answered, and leave one copy', async () => {
  const scene = scenario().service('web').open();
  const verbs = ['on', 'restart', 'on', 'restart', 'on', 'restart', 'on', 'restart'];
  const answers = await Promise.all(verbs.map((verb) => scene.watchdog(verb, 'web')));
  expect(answers.filter(({ exitCode }) => exitCode !== 0)).toEqual([]);
  expect(scene.living('web')).toHaveLength(1);
  expect(scene.rows("SELECT 1 FROM requests WHERE status <> 'done'")).toEqual([]);
});
