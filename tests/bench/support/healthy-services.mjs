// A folder with a config of many healthy services: each has a fresh heartbeat file of its own. One real process serves them
// all, for what a look at a process costs does not depend on how many services name it.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The built program. */
export const WATCHDOG = fileURLToPath(new URL('../../../dist/watchdog.cjs', import.meta.url));

// A beat must not seem to be older than its process.
const PROCESS_AHEAD_OF_BEAT_MS = 100;

/**
 * Calls `work` with a function that makes such folders, of so many services with these options and a whole file with these settings,
 * and then ends and removes everything.
 */
export async function withHealthyServices(work) {
  const folder = mkdtempSync(join(tmpdir(), 'watchdog-bench-'));
  const process = spawn('sleep', ['86400'], { stdio: 'ignore' });
  try {
    await sleep(PROCESS_AHEAD_OF_BEAT_MS);
    return await work((count, options = {}, settings = {}) => {
      const place = mkdtempSync(join(folder, `${count}-`));
      return writeServices(place, { count, options, settings, pid: process.pid });
    });
  } finally {
    process.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
}

/** The arguments of a check of such a folder. */
export function checkOf(folder, ...options) {
  return [WATCHDOG, 'check', '--config', join(folder, 'config.json'), ...options];
}

/** Removes the record, as if there had never been a check, and makes the config one that was never read. */
export function forget(folder) {
  const now = new Date();
  utimesSync(join(folder, 'config.json'), now, now);
  for (const suffix of ['', '-wal', '-shm', '-guard', '-holder']) {
    rmSync(join(folder, `watchdog.db${suffix}`), { force: true });
  }
}

/** Makes the code caches of the program miss, as if it had just been installed; each first run then leaves one. */
export function forgetCode() {
  const now = new Date();
  for (const bundle of ['tick', 'cli'])
    utimesSync(WATCHDOG.replace('watchdog.cjs', `${bundle}.cjs`), now, now);
}

function writeServices(folder, { count, options, settings, pid }) {
  mkdirSync(join(folder, 'heartbeats'), { recursive: true });
  const keys = Array.from({ length: count }, (_, index) => `service-${index}`);
  for (const key of keys) writeFileSync(heartbeatPath(folder, key), heartbeat(key, pid));
  const processes = Object.fromEntries(keys.map((key) => [key, { ...service(folder, key), ...options }]));
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...settings, processes }, undefined, 2));
  return folder;
}

function service(folder, key) {
  return {
    display_name: `The service ${key}`,
    heartbeat_path: heartbeatPath(folder, key),
    timeout_seconds: 86_400,
    commands: { start: `exec node /srv/${key}/main.mjs`, clear_db: `/srv/${key}/cleanup.sh` },
  };
}

function heartbeatPath(folder, key) {
  return join(folder, 'heartbeats', `${key}.json`);
}

function heartbeat(key, pid) {
  const timestamp = new Date().toISOString();
  return JSON.stringify({ process_key: key, pid, timestamp, status: 'running', iteration: 1 });
}
