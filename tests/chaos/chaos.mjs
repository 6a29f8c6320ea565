// `npm run chaos -- --minutes 2 [--seed N]`: thirty real services, invocations from several terminals at once, a nemesis, and an
// oracle. `--sabotage` breaks promises, to show that this is found out. Bundles the run and starts it.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { bundleRun } from '../support/bundle-run.mjs';
import { noteCgroups } from '../support/cgroup-traces.mjs';

const HERE = import.meta.dirname;

const program = await bundleRun(join(HERE, 'run/main.ts'), 'chaos', {
  // A run is to the rig of the scenes what a test is elsewhere: what it has begun is undone after it.
  inject: [join(HERE, 'run/after-each.ts')],
  // Nobody asks for the place of its source but what lies there.
  define: { 'import.meta.dirname': JSON.stringify(join(HERE, '../support')) },
});

const removeNewCgroups = noteCgroups();
const child = spawn(process.execPath, [...program, ...process.argv.slice(2)], { stdio: 'inherit' });
// A terminal tells the whole group, another program only us.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', async (status) => {
  process.exitCode = status ?? 1;
  await removeNewCgroups();
});
