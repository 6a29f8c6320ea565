// What one more pass costs within an invocation that repeats them, for each healthy service, and how much memory a check
// takes. Run alone, it prints its rows.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { withHealthyServices } from './support/healthy-services.mjs';
import { median, rounded } from './support/medians.mjs';
import { peakMemory } from './support/peak-memory.mjs';

const COUNT = 1000;
const WARM_UP_PASSES = 30;
const PASSES = 101;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PARTS = `
  export { openConfig, openWorld } from './src/commands/open-world.ts';
  export { takeLease } from './src/commands/lease.ts';
  export { tick } from './src/supervision/tick.ts';
`;

/** Rows of name, value, unit and budget. */
export async function measure() {
  return withHealthyServices(async (make) => {
    const folder = make(COUNT);
    return [...(await passRows(folder)), memoryRow(folder)];
  });
}

async function passRows(folder) {
  const { openConfig, openWorld, takeLease, tick } = await loadParts();
  const surroundings = {
    env: {},
    cwd: folder,
    user: 'bench',
    configPath: join(folder, 'config.json'),
    openLog: () => () => {},
    isStopping: () => false,
    showProgress: () => {},
  };
  const config = openConfig(surroundings);
  const { lease } = takeLease(config);
  const world = openWorld(config, lease, surroundings);
  for (let left = WARM_UP_PASSES; left > 0; left -= 1) tick(world);
  const spent = process.cpuUsage();
  const times = Array.from({ length: PASSES }, () => elapsedMs(() => tick(world)));
  const { user, system } = process.cpuUsage(spent);
  lease.release();
  const name = `a repeated pass over ${COUNT} services, for each`;
  return [
    { name, value: rounded((median(times) * 1000) / COUNT, 1), unit: 'µs', budget: 30 },
    {
      name: `${name}: CPU time`,
      value: rounded((user + system) / PASSES / COUNT, 1),
      unit: 'µs',
      budget: undefined,
    },
  ];
}

async function loadParts() {
  // Within the project, so that the packages are found.
  const outfile = join(ROOT, 'dist/bench-parts.mjs');
  await build({
    stdin: { contents: PARTS, resolveDir: ROOT, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile);
  }
}

function memoryRow(folder) {
  return { name: `peak memory, ${COUNT} services`, value: peakMemory(folder), unit: 'MiB', budget: 90 };
}

function elapsedMs(act) {
  const startMs = performance.now();
  act();
  return performance.now() - startMs;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await measure());
