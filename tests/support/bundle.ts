// Makes one plain JavaScript file of a TypeScript program, so that a process of its own can run it.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** Bundles a program, with all that it imports, into a folder; answers the path. */
export function bundle(entry: string, folder: string): string {
  const outfile = join(folder, 'program.mjs');
  const options = [
    '--bundle',
    '--platform=node',
    '--format=esm',
    '--log-level=warning',
    `--outfile=${outfile}`,
  ];
  // What is CommonJS inside asks for Node's own modules by `require`, which an ES module lacks.
  const banner =
    "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  execFileSync(join(ROOT, 'node_modules/.bin/esbuild'), [entry, ...options, `--banner:js=${banner}`], {
    cwd: ROOT,
  });
  return outfile;
}
