// `npm run bench [-- PATH]`: runs every benchmark, prints the numbers beside their budgets, and writes them as JSON to the
// path, or to tests/bench/results.json. With --quick it makes a third of the rounds, with --only NAME one
// benchmark. It judges nothing: budget.test.ts does.

import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { noteCaches } from '../support/cache-traces.mjs';
import { noteCgroups } from '../support/cgroup-traces.mjs';

const SUFFIX = '.bench.mjs';
const BENCHMARKS = readdirSync(inThisFolder('.'))
  .filter((name) => name.endsWith(SUFFIX))
  .map((name) => name.slice(0, -SUFFIX.length));
const QUICK_SHARE = 1 / 3;
const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean' }, only: { type: 'string' } },
  allowPositionals: true,
});
const path = resolve(positionals[0] ?? inThisFolder('results.json'));

execFileSync(process.execPath, [inThisFolder('../../.build/build.mjs'), '--if-needed'], { stdio: 'inherit' });

const results = [];
const removeNewCaches = noteCaches();
const removeNewCgroups = noteCgroups();
try {
  for (const benchmark of BENCHMARKS.filter((name) => name === (values.only ?? name))) await run(benchmark);
} finally {
  removeNewCaches();
  await removeNewCgroups();
}

console.table(
  results.map(({ name, value, unit, budget, isMet }) => ({ name, value, unit, budget, met: word(isMet) })),
);
writeFileSync(path, `${JSON.stringify({ node: process.version, results }, undefined, 2)}\n`);
console.log(`Written to ${path}.`);

async function run(benchmark) {
  const { measure } = await import(`./${benchmark}.bench.mjs`);
  for (const row of await measure(values.quick ? QUICK_SHARE : 1)) {
    results.push({ benchmark, ...row, isMet: isMet(row) });
  }
}

function isMet({ value, budget }) {
  return budget === undefined || value === undefined ? undefined : value <= budget;
}

function word(isMet) {
  return isMet === undefined ? '' : isMet ? 'yes' : 'NO';
}

function inThisFolder(name) {
  return fileURLToPath(new URL(name, import.meta.url));
}
