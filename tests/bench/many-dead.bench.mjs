// How long after a tick has begun twenty dead services are started again, each start verified, with the default timings.
// Run alone, it prints its row.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { checkOf, WATCHDOG } from './support/healthy-services.mjs';
import { rounded } from './support/medians.mjs';

const COUNT = 20;
const STARTS = "SELECT count(*), max(ended_at) FROM steps WHERE action = 'start' AND outcome = 'succeeded'";

/** One row of name, value, unit and budget. */
export async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'watchdog-bench-'));
  try {
    writeDeadServices(folder);
    const check = spawnSync(process.execPath, checkOf(folder), { encoding: 'utf8' });
    const value = secondsToLastStart(folder, check);
    return [{ name: `${COUNT} dead services started, each start verified`, value, unit: 's', budget: 8 }];
  } finally {
    spawnSync(process.execPath, [WATCHDOG, 'stop-all', '--config', join(folder, 'config.json')]);
    rmSync(folder, { recursive: true });
  }
}

function writeDeadServices(folder) {
  mkdirSync(join(folder, 'heartbeats'));
  const { pid } = spawnSync('true');
  const processes = {};
  for (let index = 0; index < COUNT; index += 1) {
    const key = `dead-${index}`;
    const path = join(folder, 'heartbeats', `${key}.json`);
    const timestamp = new Date().toISOString();
    writeFileSync(
      path,
      JSON.stringify({ process_key: key, pid, timestamp, status: 'running', iteration: 1 }),
    );
    processes[key] = { heartbeat_path: path, commands: { start: 'exec sleep 600' } };
  }
  const config = { consecutive_failures_threshold: 1, processes };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
}

function secondsToLastStart(folder, { stdout, stderr }) {
  const database = new Database(join(folder, 'watchdog.db'), { readonly: true });
  const [count, lastMs] = database.prepare(STARTS).raw().get();
  const tickMs = database.prepare('SELECT min(at) FROM ticks').pluck().get();
  database.close();
  if (count !== COUNT) throw new Error(`${count} of ${COUNT} services were started.\n${stdout}${stderr}`);
  return rounded((lastMs - tickMs) / 1000);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await measure());
