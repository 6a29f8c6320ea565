// `npm run check`: is it good? Build, types, format and lint, layers, dead code, generated files, packages. Stops at nothing:
// every failure is shown, then the exit code says whether there was one.
import { spawnSync } from 'node:child_process';
import { eraseTypes } from './erase-types.mjs';

const CHECKS = [
  ['build', 'node .build/build.mjs'],
  ['types', 'tsc -p . --noEmit'],
  ['format and lint', 'biome ci --error-on-warnings .'],
  ['layers: directions', 'depcruise src --config .dependency-cruiser.mjs'],
  ['layers: what is loaded', `depcruise ${eraseTypes()}/src --config .dependency-cruiser.erased.mjs`],
  ['dead code', 'knip'],
  ['generated files are fresh', 'node .build/generate.mjs --check'],
  ['manual page is fresh', 'node .build/man-page.mjs --check'],
  ['package: watchdog-supervisor', 'publint . --strict'],
  ['package: heartbeat-writer', 'publint heartbeat-writer --strict'],
];

/** Those that have numbers to tell. */
const COUNTS = new Set(['generated files are fresh']);

const PATH = `node_modules/.bin:${process.env.PATH}`;

const failed = CHECKS.filter(([title, command]) => {
  const began = performance.now();
  const [file, ...args] = command.split(' ');
  const { status, stdout, stderr } = spawnSync(file, args, {
    encoding: 'utf8',
    env: { ...process.env, PATH },
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'}  ${title} (${seconds} s)`);
  if (status !== 0) console.log(stdout, stderr);
  else if (COUNTS.has(title)) console.log(`        ${stdout.trim()}`);
  return status !== 0;
});
process.exit(failed.length === 0 ? 0 : 1);
