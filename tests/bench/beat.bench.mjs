// What `watchdog beat` costs a script that calls it, from the start of Node to its end. Run alone, it prints its rows.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WATCHDOG } from './support/healthy-services.mjs';
import { BARE_NODE, interleaved, rounded, runNode } from './support/medians.mjs';

const ROUNDS = 41;
const BUDGET = 1.6;
const BUDGET_MS = 60;
const ENVIRONMENT = ['WATCHDOG_KEY', 'WATCHDOG_HEARTBEAT_FILE', 'WATCHDOG_INSTANCE', 'WATCHDOG_STARTED'];

/** Rows of name, value, unit and budget: medians of rounds in which a bare Node and a beat take turns. */
export async function measure(share = 1) {
  const folder = mkdtempSync(join(tmpdir(), 'watchdog-bench-'));
  try {
    const told = ['web', join(folder, 'web.json'), 'cookie', 'boot:1'];
    const env = Object.fromEntries(ENVIRONMENT.map((name, at) => [name, told[at]]));
    return rows(beats(env, Math.ceil(ROUNDS * share)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function beats(added, rounds) {
  const beat = [WATCHDOG, 'beat', 'web', '--progress', '42'];
  runNode(beat, added);
  return interleaved([BARE_NODE, beat], rounds, { added });
}

function rows([bare, beat]) {
  const name = 'beat, from within a service';
  const unit = '× node -e 0';
  return [
    { name, value: rounded(beat.wallMs / bare.wallMs), unit, budget: BUDGET },
    { name: `${name}: CPU time`, value: rounded(beat.cpuMs / bare.cpuMs), unit, budget: undefined },
    { name: `${name}: in milliseconds`, value: rounded(beat.wallMs), unit: 'ms', budget: BUDGET_MS },
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await measure());
