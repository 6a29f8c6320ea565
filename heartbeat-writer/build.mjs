// Builds the package: one CommonJS file, a door to it for ES modules, and the types of both.
// Knows nothing of the supervisor's build, which runs this one.

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));

// Minifying renames the class; a person who logs a writer should still see its name. Assigning to `exports` by hand
// spares the package the bundler's own export code, an eighth of its size.
const commonJsDoor = `
  import { HeartbeatWriter } from './src/heartbeat-writer.ts';
  Object.defineProperty(HeartbeatWriter, 'name', { value: 'HeartbeatWriter' });
  exports.HeartbeatWriter = HeartbeatWriter;
`;

// One implementation behind both doors: an app that mixes import and require still has one HeartbeatWriter class.
const moduleDoor = "export * from './heartbeat-writer.cjs';\n";

/** Writes the four files of the package into `outDir`, which is created when it is missing. */
export async function buildHeartbeatWriter(outDir) {
  mkdirSync(outDir, { recursive: true });
  await build({
    stdin: { contents: commonJsDoor, resolveDir: here },
    outfile: join(outDir, 'heartbeat-writer.cjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node16.0',
    format: 'cjs',
    logLevel: 'error',
    logOverride: { 'commonjs-variable-in-esm': 'silent' },
  });
  declareTypes(join(outDir, 'heartbeat-writer.d.cts'));
  writeFileSync(join(outDir, 'heartbeat-writer.mjs'), moduleDoor);
  writeFileSync(join(outDir, 'heartbeat-writer.d.mts'), moduleDoor);
}

function declareTypes(outFile) {
  const typesDir = mkdtempSync(join(tmpdir(), 'heartbeat-writer-types-'));
  try {
    const tsc = [join(typescript, 'bin/tsc'), '-p', here, '--noEmit', 'false', '--emitDeclarationOnly'];
    execFileSync(process.execPath, [...tsc, '--outDir', typesDir], { stdio: 'inherit' });
    copyFileSync(join(typesDir, 'heartbeat-writer.d.ts'), outFile);
  } finally {
    rmSync(typesDir, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildHeartbeatWriter(join(here, 'dist'));
