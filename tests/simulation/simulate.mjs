// `npm run simulate -- --seed N [--ticks N]` tells the story of one seed; with `--total N` instead, seed after seed until so many
// ticks were lived through. `--workers N` shares them out among processes; `--break I4` breaks the product first.
// It bundles the simulation with the product's own code, the made-up machine's system calls in place of the real ones.

import { spawn } from 'node:child_process';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleRun } from '../support/bundle-run.mjs';
import { breaking } from './breakages.mjs';

const HERE = import.meta.dirname;
const WORLD = join(HERE, 'world');

/** Parts of the host that are the machine itself, and have a made-up counterpart. */
const REPLACED = new Set(['spawn.ts', 'cgroup.ts', 'born-inside.ts']);

const madeUpMachine = {
  name: 'made-up-machine',
  setup({ onResolve }) {
    onResolve({ filter: /^node:timers\/promises$/ }, () => ({ path: join(WORLD, 'timers.ts') }));
    onResolve({ filter: /^\.\/[a-z-]+\.ts$/ }, ({ path, importer }) => {
      const isOfHost = dirname(importer).endsWith('src/host');
      return isOfHost && REPLACED.has(basename(path)) ? { path: join(WORLD, basename(path)) } : undefined;
    });
  },
};

const SEEDS_A_WORKER = 1_000_000;
/** Almost nothing outlives its tick: in so much room it is dead before anybody has to look. */
const ROOMY = '--max-semi-space-size=64';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    ticks: { type: 'string', default: '300' },
    total: { type: 'string', default: '20000' },
    workers: { type: 'string', default: '1' },
    break: { type: 'string' },
  },
});

const program = await bundle(values.break);
const runs = values.seed === undefined ? sharesOf(Number(values.workers)) : [['--seed', values.seed]];
const statuses = await Promise.all(runs.map((words) => run([...words, '--ticks', values.ticks])));
process.exitCode = Math.max(...statuses);

/** Each worker has seeds of its own. */
function sharesOf(workers) {
  const total = String(Math.ceil(Number(values.total) / workers));
  return Array.from({ length: workers }, (_, worker) => [
    ...['--from', String(1 + worker * SEEDS_A_WORKER)],
    ...['--total', total],
  ]);
}

function run(words) {
  const child = spawn(process.execPath, [ROOMY, ...program, ...words], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (status) => resolve(status ?? 1));
  });
}

function bundle(broken) {
  return bundleRun(join(HERE, 'run/main.ts'), broken === undefined ? 'simulation' : `without-${broken}`, {
    inject: [join(WORLD, 'kernel.ts')],
    define: {
      'process.kill': 'systemKill',
      'process.hrtime': 'systemTime',
      'process.pid': 'systemProcess.pid',
      'Date.now': 'systemDate',
      AbortController: 'systemAbortController',
    },
    plugins: [...(broken === undefined ? [] : [breaking(broken)]), madeUpMachine],
  });
}
