// A config and a heartbeat writer of the Python reference, unchanged: the main job works with them.

import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { program } from '../support/processes.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const [PYTHON = ''] = toyCommand('beat');

/** An application as the reference's users have it: a module that is started by a shell line which reads its .env file. */
function application(processes: (folder: string) => Record<string, unknown>, settings = {}): Scene {
  const scene = scenario().service('unused').open();
  mkdirSync(scene.path('app/src'), { recursive: true });
  writeFileSync(scene.path('app/src/main.py'), readFileSync(program('beat-as-reference.py')));
  writeFileSync(scene.path('app/.env'), `APP_NAME=mail_server\nAPP_HEARTBEATS=${scene.path('heartbeats')}\n`);
  writeFileSync(scene.path('app/reset_db.sh'), '#!/bin/bash\necho "$# $*" >> "$(dirname "$0")/resets.txt"\n');
  chmodSync(scene.path('app/reset_db.sh'), 0o755);
  const config = {
    log_level: 'INFO',
    db_path: 'state/watchdog.db',
    lock_path: 'watchdog.lock',
    log_dir: 'logs',
    consecutive_failures_threshold: 2,
    kill_timeout: 2.0,
    cleanup_timeout: 60.0,
    verify_delay: 0.3,
    ...settings,
    processes: processes(scene.folder),
  };
  writeFileSync(scene.configPath, JSON.stringify(config));
  return scene;
}

const startLine = (folder: string) =>
  `cd ${folder}/app && set -a && source .env && set +a && ${PYTHON} -m src.main`;

const FORMS: readonly [string, (folder: string) => Record<string, unknown>][] = [
  [
    'commands with recovery_actions',
    (folder) => ({
      commands: { start: startLine(folder), clear_db: `${folder}/app/reset_db.sh` },
      recovery_actions: ['kill', 'clear_db', 'start'],
    }),
  ],
  [
    'commands alone',
    (folder) => ({ commands: { start: startLine(folder), clear_db: `${folder}/app/reset_db.sh` } }),
  ],
  [
    'the flat form',
    (folder) => ({ startup_command: startLine(folder), cleanup_script: `${folder}/app/reset_db.sh` }),
  ],
];

test.each(FORMS)(
  'a service configured by %s is started by its shell line, and recovered with its script run',
  async (_, form) => {
    const scene = application((folder) => ({
      mail_server: {
        display_name: 'mail.server@example.org',
        timeout_seconds: 300,
        heartbeat_path: `${folder}/heartbeats/mail_server.json`,
        enabled: true,
        ...form(folder),
      },
    }));
    for (let tick = 0; tick < 2; tick += 1) await scene.check();
    await scene.healthy('mail_server');
    expect(statSync(scene.path('heartbeats/mail_server.json')).mode & 0o777).toBe(0o600);
    await scene.check();
    await scene.killInstance('mail_server');
    await scene.watchdog('restart', 'mail_server', '--wait');

    expect(await scene.status('mail_server')).toMatchObject({
      verdict: 'healthy',
      displayName: 'mail.server@example.org',
    });
    expect(readFileSync(scene.path('app/resets.txt'), 'utf8')).toBe('1 --force\n1 --force\n');
    const copies = new Set(scene.living('mail_server').map(({ env }) => env.WATCHDOG_INSTANCE));
    expect(copies.size).toBe(1);
    expect(await scene.watchdog('off', 'mail_server')).toMatchObject({ exitCode: 0 });
    expect(scene.everything()).toEqual([]);
  },
);

test('a service whose app alone was killed, not the shell around it, is ended whole and started once', async () => {
  const scene = application(
    (folder) => ({
      mail_server: {
        timeout_seconds: 300,
        heartbeat_path: 'heartbeats/mail_server.json',
        startup_command: startLine(folder),
      },
    }),
    { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0 } },
  );
  await scene.check();
  const { pid = 0 } = await scene.healthy('mail_server');
  await scene.check();
  const before = scene.living('mail_server').map((actor) => actor.pid);
  process.kill(pid, 'SIGKILL');
  await eventually('it is dead', async () => (await scene.status('mail_server')).verdict !== 'healthy');
  await scene.check();
  expect((await scene.healthy('mail_server')).pid).not.toBe(pid);
  expect(scene.living('mail_server').filter((actor) => before.includes(actor.pid))).toEqual([]);
});

test('the last line that a service of the reference wrote before it crashed is still read: a zone-less time is UTC', async () => {
  const scene = scenario().service('web').open();
  const { pid } = scene.stranger();
  const timestamp = new Date().toISOString().replace('Z', '000');
  scene.heartbeat('web', { pid, timestamp });
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid });
});
