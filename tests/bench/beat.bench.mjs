// What `watchdog beat` costs a script that calls it, from the start of Node to its end. Run alone, it prints its rows.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { WATCHDOG } from './support/healthy-services.mjs';
import { BARE_NODE, interleaved, rounded, runNode } from './support/medians.mjs';

const ROUNDS = 41;
const BUDGET = 1.6;
const ENVIRONMENT = ['WATCHDOG_KEY', 'WATCHDOG_HEARTBEAT_FILE', 'WATCHDOG_INSTANCE', 'WATCHDOG_STARTED'];
// Until then a config may change without showing it, and is read at every beat.
const CONFIG_SETTLED_AFTER_MS = 2100;

/** Rows of name, value, unit and budget: medians of rounds in which a bare Node and a beat take turns. */
export async function measure(share = 1) {
  const folder = mkdtempSync(join(tmpdir(), 'watchdog-bench-'));
  const rounds = Math.ceil(ROUNDS * share);
  try {
    const told = ['web', join(folder, 'web.json'), 'cookie', 'boot:1'];
    const within = Object.fromEntries(ENVIRONMENT.map((name, at) => [name, told[at]]));
    const byConfig = { WATCHDOG_CONFIG: writeConfig(folder) };
    await sleep(CONFIG_SETTLED_AFTER_MS);
    return [
      ...rows('beat, from within a service', beats(within, rounds)),
      ...rows('beat, by the config', beats(byConfig, rounds)),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeConfig(folder) {
  const path = join(folder, 'config.json');
  const web = { heartbeat_path: 'web.json', timeout_seconds: 60, commands: { start: 'sleep 1' } };
  writeFileSync(path, JSON.stringify({ processes: { web } }));
  return path;
}

function beats(added, rounds) {
  const beat = [WATCHDOG, 'beat', 'web', '--progress', '42'];
  // The first one makes the caches.
  runNode(beat, added);
  runNode(beat, added);
  return interleaved([BARE_NODE, beat], rounds, { added });
}

function rows(name, [bare, beat]) {
  const unit = '× node -e 0';
  return [
    { name, value: rounded(beat.wallMs / bare.wallMs), unit, budget: BUDGET },
    { name: `${name}: CPU time`, value: rounded(beat.cpuMs / bare.cpuMs), unit, budget: undefined },
    { name: `${name}: in milliseconds`, value: rounded(beat.wallMs), unit: 'ms', budget: undefined },
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await measure());
