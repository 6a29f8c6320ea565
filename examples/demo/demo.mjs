// The main job, shown on a real service: start it, kill it with -9, and let ticks find it dead, start it again and prove
// the new instance healthy. Everything is in a temporary folder, and nothing is left running.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const WATCHDOG = fileURLToPath(new URL('../../dist/watchdog.cjs', import.meta.url));
const SERVICE = fileURLToPath(new URL('../services/node-service.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'watchdog-demo-'));
const config = join(folder, 'config.json');

try {
  await show();
} finally {
  stopAll();
  rmSync(folder, { recursive: true });
}
say('Nothing is left running, and the folder is gone.');

async function show() {
  writeFileSync(
    config,
    JSON.stringify({
      processes: {
        worker: {
          heartbeat_path: 'worker.json',
          timeout_seconds: 10,
          verify_delay: 1,
          commands: { start: [process.execPath, SERVICE] },
        },
      },
    }),
  );
  say(`A config with one service, "worker", in ${folder}.`);
  tell('watchdog on worker --wait', watchdog('on', 'worker', '--wait'));
  const first = pidOf('worker');

  say(`Now the worst: kill -9 ${first}.`);
  process.kill(first, 'SIGKILL');
  await until(() => !isAlive(first));

  say('A minute later cron makes a tick. It finds the pid dead; one failure is not enough to act on.');
  check();
  say('The next tick sees the second failure in a row, and starts the worker again.');
  check();
  await until(() => verdictOf('worker') === 'healthy');
  say('The new instance beats. The tick after that puts on record that it has recovered.');
  check();
  tell('watchdog status', watchdog('status', 'worker'));

  const second = pidOf('worker');
  if (second === first) throw new Error('the worker kept its pid; expected a new instance');
  say(`Recovered: pid ${first} is dead, pid ${second} is healthy.`);
}

function watchdog(...words) {
  const { stdout, stderr } = run(words);
  return stdout + stderr;
}

function run(words) {
  return spawnSync(process.execPath, [WATCHDOG, '-c', config, ...words], { encoding: 'utf8' });
}

/** The folder is only removed once nothing writes there any more. */
function stopAll() {
  const { status, stdout, stderr } = run(['stop-all']);
  if (status !== 0)
    throw new Error(`stop-all failed; the worker may still run, from ${folder}\n${stdout}${stderr}`);
}

/** What a check does stands in the log; what is said on the way is there too. */
function check() {
  const before = logLines().length;
  watchdog('check');
  tell('watchdog check', logLines().slice(before).join('\n') || '(all is well)');
}

function logLines() {
  const path = join(folder, 'logs', logName());
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
}

function services() {
  return JSON.parse(watchdog('status', '--json')).services;
}

function pidOf(key) {
  return services().find((service) => service.key === key).pid;
}

function verdictOf(key) {
  return services().find((service) => service.key === key).verdict;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (condition()) return;
    await sleep(200);
  }
  throw new Error('waited 20 s in vain; expected the demo to have come further by then');
}

function logName() {
  const two = (part) => String(part).padStart(2, '0');
  const now = new Date();
  return `watchdog_${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}.log`;
}

function say(words) {
  console.log(`\n${words}`);
}

function tell(command, output) {
  console.log(`  $ ${command}`);
  for (const line of output.trimEnd().split('\n')) console.log(`    ${line}`);
}
