// Builds dist (the launcher, the bundle of a tick, of a beat, of a run, that of all verbs, and what these load when they need it), and the
// heartbeat-writer package. With --if-needed it does nothing when dist is newer than every source.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildHeartbeatWriter } from '../heartbeat-writer/build.mjs';
import { LAZY_BUNDLES, lazyParts } from './lazy-parts.mjs';
import { matchingSqlite } from './matching-sqlite.mjs';
import { buildMenu } from './menu-bundle.mjs';
import { writeNotices } from './notices.mjs';

process.chdir(new URL('..', import.meta.url).pathname);

const SOURCES = ['src', 'heartbeat-writer/src', '.build', 'package.json'];
const BUNDLES = {
  watchdog: 'src/cli/launcher.ts',
  tick: 'src/cli/tick-main.ts',
  beat: 'src/cli/beat-main.ts',
  run: 'src/cli/run-main.ts',
  cli: 'src/cli/main.ts',
};
const PRODUCTS = [
  ...Object.keys({ ...BUNDLES, ...LAZY_BUNDLES }).map((name) => `dist/${name}.cjs`),
  'dist/asked-menu.cjs',
  'heartbeat-writer/dist/heartbeat-writer.cjs',
];
const OPTIONS = {
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'cjs',
  // Code out of the cache cannot import; it can require, ES modules too since Node 20.19.
  supported: { 'dynamic-import': false },
  // Found where npm has put it: it is only loaded when something is started.
  external: ['execa'],
  alias: {
    assert: './.build/stand-ins/assert.mjs',
    bindings: './.build/stand-ins/bindings.cjs',
    'graceful-fs': './.build/stand-ins/graceful-fs.mjs',
    'signal-exit': './.build/stand-ins/signal-exit.cjs',
    'string-width': './.build/stand-ins/string-width.mjs',
  },
  plugins: [lazyParts, matchingSqlite],
  // jsonc-parser's other form cannot be bundled.
  mainFields: ['module', 'main'],
  inject: ['.build/stand-ins/import-meta.mjs'],
  legalComments: 'none',
  // Half of the text is half of the time to read it. Names stay, and lines that can be told apart, for whoever reads a stack.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 120,
  metafile: true,
  logLevel: 'warning',
};

if (!process.argv.includes('--if-needed') || !isFresh()) await buildAll();

async function buildAll() {
  execFileSync(process.execPath, ['.build/generate.mjs'], { stdio: 'inherit' });
  const options = { ...OPTIONS, define: constants() };
  const bundles = await build({ ...options, entryPoints: BUNDLES });
  // To parse them is what each new config costs.
  const apart = await build({ ...options, entryPoints: LAZY_BUNDLES, minify: true });
  writeNotices([bundles, apart, await buildMenu()], 'dist/third-party-licenses.txt');
  await buildHeartbeatWriter('heartbeat-writer/dist');
}

function constants() {
  return {
    'import.meta': 'importMeta',
    WATCHDOG_BUILD: JSON.stringify(hashOfSources()),
    WATCHDOG_VERSION: JSON.stringify(JSON.parse(readFileSync('package.json', 'utf8')).version),
  };
}

/** Tells this build from any other that may check something else. */
function hashOfSources() {
  const hash = createHash('sha256');
  for (const file of filesIn('src').sort()) hash.update(file).update('\0').update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

function isFresh() {
  if (!PRODUCTS.every((file) => existsSync(file))) return false;
  const built = Math.min(...PRODUCTS.map(modifiedMs));
  return SOURCES.flatMap(filesIn).every((file) => modifiedMs(file) <= built || file.includes('.generated.'));
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true })
    .map((name) => join(path, name))
    .filter((name) => statSync(name).isFile());
}

function modifiedMs(file) {
  return statSync(file).mtimeMs;
}
