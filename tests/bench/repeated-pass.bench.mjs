// What one more pass costs within an invocation that repeats them, for each healthy service, and how much memory a check
// takes. Run alone, it prints its rows.

import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { checkOf, withHealthyServices } from './support/healthy-services.mjs';
import { median, rounded, runNode } from './support/medians.mjs';

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
  const outfile = join(ROOT, 'dist/bench-parts.cjs');
  await build({
    stdin: { contents: PARTS, resolveDir: ROOT, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
  });
  try {
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(outfile);
  }
}

function memoryRow(folder) {
  const file = join(folder, 'peak');
  const tell = `process.on('exit', () => require('fs').writeFileSync('${file}', String(process.resourceUsage().maxRSS)))`;
  runNode(['--import', `data:text/javascript,${encodeURIComponent(withRequire(tell))}`, ...checkOf(folder)]);
  const value = rounded(Number(readFileSync(file, 'utf8')) / 1024, 1);
  return { name: `peak memory, ${COUNT} services`, value, unit: 'MiB', budget: 90 };
}

function withRequire(code) {
  return `import { createRequire } from 'node:module'; const require = createRequire('/'); ${code};`;
}

function elapsedMs(act) {
  const startMs = performance.now();
  act();
  return performance.now() - startMs;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await measure());
