// What a whole `watchdog check` of healthy services costs, from the start of Node to its end. Run alone, it prints its rows.

import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { checkOf, forget, forgetCode, withHealthyServices } from './support/healthy-services.mjs';
import { BARE_NODE, interleaved, rounded, runNode } from './support/medians.mjs';

const SIZES = [
  { count: 10, budget: 1.9, rounds: 41 },
  { count: 100, budget: 2, rounds: 31 },
  { count: 1000, budget: 2.6, rounds: 21 },
  { count: 10_000, budget: 10, rounds: 7 },
];
const SYSTEM_CALLS = fileURLToPath(new URL('support/system-calls.cjs', import.meta.url));
// Until then a config may change without showing it, and is checked at every tick.
const CONFIG_SETTLED_AFTER_MS = 2100;
const FIRST_RUN = { count: 10, budget: 2.7, rounds: 21 };

/** Rows of name, value, unit and budget: medians of rounds in which a bare Node and a check take turns. */
export async function measure(share = 1) {
  return withHealthyServices(async (make) => {
    const folders = SIZES.map(({ count }) => make(count));
    await sleep(CONFIG_SETTLED_AFTER_MS);
    const all = SIZES.flatMap((size, index) => repeated(folders[index], size, share));
    return [...all, ...first(make(FIRST_RUN.count), share)];
  });
}

function repeated(folder, { count, budget, rounds }, share) {
  const check = checkOf(folder);
  // The first one makes the database, the second one finds all as it was.
  runNode(check);
  runNode(check);
  const name = `check, ${count} healthy services`;
  const times = interleaved(
    [BARE_NODE, check, [SYSTEM_CALLS, folder, String(count)]],
    Math.ceil(rounds * share),
  );
  return [...rows(name, times, budget), floor(name, times)];
}

/** How near to the budget a check could come at all on this machine. */
function floor(name, [bare, , calls]) {
  const value = rounded(calls.wallMs / bare.wallMs);
  return { name: `${name}: its system calls alone`, value, unit: '× node -e 0', budget: undefined };
}

function first(folder, share) {
  const name = `check, ${FIRST_RUN.count} healthy services, first run ever`;
  const before = () => {
    forget(folder);
    forgetCode();
  };
  const times = interleaved([BARE_NODE, checkOf(folder)], Math.ceil(FIRST_RUN.rounds * share), { before });
  return rows(name, times, FIRST_RUN.budget);
}

function rows(name, [bare, check], budget) {
  return [
    { name, value: rounded(check.wallMs / bare.wallMs), unit: '× node -e 0', budget },
    {
      name: `${name}: CPU time`,
      value: rounded(check.cpuMs / bare.cpuMs),
      unit: '× node -e 0',
      budget: undefined,
    },
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await measure());
