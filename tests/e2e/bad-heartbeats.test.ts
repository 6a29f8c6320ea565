// Every way in which a heartbeat file can be bad: it is that service's verdict alone, and no stranger gets a signal.

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { testAsRoot } from '../support/as-root.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { actorAt } from '../support/scene-processes.ts';

type Damage = (path: string, scene: Scene) => void;

const content =
  (text: string | Buffer): Damage =>
  (path) =>
    writeFileSync(path, text);
const beatOf =
  (fields: Record<string, unknown>): Damage =>
  (_, scene) =>
    scene.heartbeat('bad', fields);

const BAD: readonly [string, Damage, string][] = [
  ['null', content('null'), 'invalid_heartbeat'],
  ['an array', content('[1]'), 'invalid_heartbeat'],
  ['binary', content(Buffer.from([0xff, 0xfe, 0x00, 0x80])), 'invalid_heartbeat'],
  ['empty', content(''), 'invalid_heartbeat'],
  ['half a document', content('{"process_key": "bad", "pid": 12'), 'invalid_heartbeat'],
  ['a folder', (path) => mkdirSync(path), 'unknown'],
  ['a FIFO', (path) => execFileSync('mkfifo', [path]), 'unknown'],
  ['a link', (path) => execFileSync('ln', ['-s', '/etc/passwd', path]), 'unknown'],
  [
    '1 GB',
    (path) => {
      writeFileSync(path, '{');
      truncateSync(path, 1_000_000_000);
    },
    'invalid_heartbeat',
  ],
  [
    'without a zone (UTC then) and old',
    beatOf({ pid: 4_194_000, timestamp: '2026-01-01T00:00:00' }),
    'stale_pid',
  ],
  [
    'in the future',
    (_, scene) => scene.heartbeat('bad', { pid: scene.stranger().pid, age: -3600 }),
    'unknown',
  ],
  ['of another service that lives', beatOf({ process_key: 'good', pid: process.pid }), 'unknown'],
  ['of another service that is dead', beatOf({ process_key: 'good', pid: 4_194_000 }), 'invalid_heartbeat'],
  ['with pid 0', beatOf({ pid: 0 }), 'invalid_heartbeat'],
  ['with pid 1', beatOf({ pid: 1 }), 'invalid_heartbeat'],
  ['with pid -1', beatOf({ pid: -1 }), 'invalid_heartbeat'],
  ['with pid "12"', beatOf({ pid: '12' }), 'invalid_heartbeat'],
  [
    'with pid 1e400',
    content('{"process_key":"bad","pid":1e400,"timestamp":"2026-01-01T00:00:00Z","status":"running"}'),
    'invalid_heartbeat',
  ],
  ['with a pid that nobody has', beatOf({ pid: 4_194_000 }), 'stale_pid'],
];

const FIRST_VERDICTS =
  'SELECT process_key, health FROM (SELECT process_key, health, min(checked_at) FROM check_history GROUP BY process_key) ORDER BY process_key';

test.each(BAD)(
  'a heartbeat file that is %s is its own service’s verdict; the others are checked and recovered',
  async (_, damage, verdict) => {
    const scene = scenario({ consecutive_failures_threshold: 1 })
      .service('bad', { commands: { start: ['sleep', '100'] } })
      .service('good')
      .open();
    const path = scene.path('heartbeats', 'bad.json');
    damage(path, scene);
    const before = scene.everything().length;
    expect(await scene.check()).toMatchObject({ stderr: expect.not.stringContaining('bug') });

    expect(scene.rows(FIRST_VERDICTS)).toEqual([
      { process_key: 'bad', health: verdict },
      { process_key: 'good', health: 'no_heartbeat' },
    ]);
    expect(scene.living('good')).toHaveLength(1);
    // Where we could not look, nothing is started; where the service is certainly not there, one copy is.
    expect(scene.living('bad')).toHaveLength(verdict === 'unknown' ? 0 : 1);
    expect(scene.everything()).toHaveLength(
      before + scene.living('good').length + scene.living('bad').length,
    );
    rmSync(path, { recursive: true });
  },
);

test('a heartbeat that names the watchdog’s own caller, or a process that began after it, costs nobody a signal', async () => {
  const scene = scenario({ consecutive_failures_threshold: 1 }).service('web').open();
  const pid = scene.stranger().pid as number;
  scene.heartbeat('web', { pid, age: 600 });
  await scene.check();
  scene.heartbeat('web', { pid: process.pid, age: 600 });
  await scene.check();
  expect(actorAt(pid)).toBeDefined();
  expect(scene.rows("SELECT message FROM steps WHERE action = 'kill'")).toEqual(
    scene.rows("SELECT 'nothing of it lived' AS message FROM steps WHERE action = 'kill'"),
  );
});

testAsRoot('a heartbeat that belongs to another user than the process it names is not believed', async () => {
  const scene = scenario({ consecutive_failures_threshold: 1 }).service('web').open();
  const pid = scene.stranger().pid as number;
  scene.heartbeat('web', { pid });
  execFileSync('chown', ['65534', scene.path('heartbeats', 'web.json')]);
  await scene.check();
  expect(await scene.status('web')).toMatchObject({ verdict: 'unknown' });
  expect(actorAt(pid)).toBeDefined();
});
