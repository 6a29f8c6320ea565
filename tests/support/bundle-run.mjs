// Bundles a long run of ours, with the product's own code, so that a process of its own can be it.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Found from inside the repository, so that the addon of SQLite is too. */
const OUTPUT = join(import.meta.dirname, '../../node_modules/.cache');

/** Bundles what begins at `entry` under a name; `options` are esbuild's own. Answers the arguments by which Node runs it. */
export async function bundleRun(entry, name, options) {
  const folder = join(OUTPUT, 'runs');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
    sourcemap: 'inline',
    external: ['better-sqlite3'],
    ...options,
  });
  return ['--enable-source-maps', outfile];
}
