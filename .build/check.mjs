// `npm run check`: is it good? Build, types, format and lint, layers, dead code, generated files. Stops at nothing: every
// failure is shown, then the exit code says whether there was one.
import { spawnSync } from 'node:child_process';
import { eraseTypes } from './erase-types.mjs';

const CHECKS = [
  ['build', 'node', ['.build/build.mjs']],
  ['types', 'npx', ['tsc', '-p', '.', '--noEmit']],
  ['format and lint', 'npx', ['biome', 'ci', '--error-on-warnings', '.']],
  ['layers: directions', 'npx', ['depcruise', 'src', '--config', '.dependency-cruiser.mjs']],
  [
    'layers: what is loaded',
    'npx',
    ['depcruise', `${eraseTypes()}/src`, '--config', '.dependency-cruiser.erased.mjs'],
  ],
  ['dead code', 'npx', ['knip']],
  ['generated files are fresh', 'node', ['.build/generate.mjs', '--check']],
  ['heartbeat-writer package', 'npx', ['publint', 'heartbeat-writer', '--strict']],
];

const failed = CHECKS.filter(([title, command, args]) => {
  const { status, stdout } = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'}  ${title}`);
  if (status !== 0) console.log(stdout);
  return status !== 0;
});
process.exit(failed.length === 0 ? 0 : 1);
