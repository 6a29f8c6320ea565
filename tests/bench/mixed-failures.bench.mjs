// How long services are away that fall ill in many ways, one after the other, while passes repeat every second: from the harm
// to the first beat of a new instance, beyond what their config allows them. Run alone, it prints its rows.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { checkOf, WATCHDOG } from './support/healthy-services.mjs';
import { median, rounded, runNode } from './support/medians.mjs';

const AILING = fileURLToPath(new URL('support/ailing-service.pl', import.meta.url));
const COUNT = 50;
const HARM_EVERY_MS = 700;
const LOOK_EVERY_MS = 50;
const LONGEST_MS = 60_000;
const ALLOWED_SECONDS = 3;

/** How each falls ill: by which signal, what its config says beyond the usual, and for how many seconds it may be so. */
const ILLNESSES = [
  { name: 'dies', signal: 'SIGKILL' },
  // A stopped process heeds no TERM: the kill takes all the time that it is given.
  {
    name: 'hangs',
    signal: 'SIGSTOP',
    options: () => ({ kill_timeout: 1 }),
    allowedSeconds: ALLOWED_SECONDS + 1,
  },
  { name: 'falls silent', allowedSeconds: ALLOWED_SECONDS },
  { name: 'admits it' },
  { name: 'writes nonsense' },
  {
    name: 'stalls',
    options: () => ({
      checks: [{ type: 'progress', heartbeat: 'progress', within_seconds: ALLOWED_SECONDS }],
    }),
    allowedSeconds: ALLOWED_SECONDS,
  },
  { name: 'refuses', options: (home) => ({ checks: [{ type: 'tcp', path: join(home, 'door') }] }) },
  { name: 'leaks', options: () => ({ checks: [{ type: 'resources', max_open_files: 40 }] }) },
];

/** Rows of name, value, unit and budget. */
export async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'watchdog-bench-'));
  const services = Array.from({ length: COUNT }, (_, index) => serviceAt(folder, index));
  try {
    writeConfig(folder, services);
    runNode([WATCHDOG, 'start-all', '--config', join(folder, 'config.json')]);
    const seconds = await underWatch(folder, () => secondsAway(services));
    const name = `${COUNT} mixed failures, from harm to a new beat, beyond what is allowed`;
    return [
      { name: `${name}: median`, value: rounded(median(seconds)), unit: 's', budget: 4 },
      { name: `${name}: longest`, value: rounded(Math.max(...seconds)), unit: 's', budget: undefined },
    ];
  } finally {
    spawnSync(process.execPath, [WATCHDOG, 'stop-all', '--config', join(folder, 'config.json')]);
    rmSync(folder, { recursive: true });
  }
}

async function underWatch(folder, work) {
  const passes = spawn(process.execPath, checkOf(folder, '--every', '1s'), { stdio: 'ignore' });
  try {
    return await work();
  } finally {
    passes.kill('SIGTERM');
    if (passes.exitCode === null) await once(passes, 'exit');
  }
}

function serviceAt(folder, index) {
  const illness = ILLNESSES[index % ILLNESSES.length];
  const key = `service-${index}`;
  return { key, illness, home: join(folder, key), beatPath: join(folder, key, 'beat.json') };
}

function writeConfig(folder, services) {
  const processes = {};
  for (const { key, illness, home, beatPath } of services) {
    mkdirSync(home);
    const start = ['perl', AILING, illness.name, String(process.pid)];
    processes[key] = { heartbeat_path: beatPath, cwd: home, commands: { start }, ...illness.options?.(home) };
  }
  const config = { defaults: { timeout_seconds: ALLOWED_SECONDS }, processes };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
}

/** They are hurt one after the other: many at once would be taken for trouble of the host. */
async function secondsAway(services) {
  const away = [];
  for (const service of services) {
    away.push(timeAway(service));
    await sleep(HARM_EVERY_MS);
  }
  return Promise.all(away);
}

async function timeAway({ key, illness, beatPath }) {
  const { signal = 'SIGUSR1', allowedSeconds = 0 } = illness;
  const { pid } = JSON.parse(readFileSync(beatPath, 'utf8'));
  const fromMs = performance.now();
  process.kill(pid, signal);
  while (!isReplaced(beatPath, pid)) {
    if (performance.now() - fromMs > LONGEST_MS)
      throw new Error(`${key}: ${illness.name}: not back after ${LONGEST_MS / 1000} s.`);
    await sleep(LOOK_EVERY_MS);
  }
  return (performance.now() - fromMs) / 1000 - allowedSeconds;
}

function isReplaced(beatPath, pid) {
  try {
    return JSON.parse(readFileSync(beatPath, 'utf8')).pid !== pid;
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await measure());
