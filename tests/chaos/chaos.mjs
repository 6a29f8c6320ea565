// `npm run chaos -- --minutes 2 [--seed N]`: thirty real services, invocations from several terminals at once, a nemesis, and an
// oracle. `--guard` takes away even the file that keeps invocations apart; `--sabotage` breaks promises, to show that this is found
// out. Bundles the run and starts it.

import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const HERE = import.meta.dirname;
/** Found from inside the repository, so that the addon of SQLite is too. */
const OUTPUT = join(HERE, '../../node_modules/.cache/chaos');

mkdirSync(OUTPUT, { recursive: true });
const outfile = join(OUTPUT, 'chaos.mjs');
await build({
  entryPoints: [join(HERE, 'run/main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
  sourcemap: 'inline',
  external: ['better-sqlite3'],
  // A run is to the rig of the scenes what a test is elsewhere: what it has begun is undone after it.
  inject: [join(HERE, 'run/after-each.ts')],
  // Nobody asks for the place of its source but what lies there.
  define: { 'import.meta.dirname': JSON.stringify(join(HERE, '../support')) },
});

const child = spawn(process.execPath, ['--enable-source-maps', outfile, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
// A terminal tells the whole group, another program only us.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (status) => {
  process.exitCode = status ?? 1;
});
