// Builds the package: one CommonJS file, a door to it for ES modules, and the types of both.
// Knows nothing of the supervisor's build, which runs this one.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));

// What several files import from Node would otherwise be imported by each of them anew, which costs the package a name each time.
const oneDoorToNode = {
  name: 'one-door-to-node',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, namespace }) =>
      namespace === 'door' ? { path, external: true } : { path, namespace: 'door', sideEffects: false },
    );
    onLoad({ filter: /.*/, namespace: 'door' }, ({ path }) => ({
      contents: `export { ${importedFrom(path)} } from '${path}'`,
    }));
  },
};

function importedFrom(path) {
  const sources = readdirSync(join(here, 'src')).map((name) => readFileSync(join(here, 'src', name), 'utf8'));
  const imports = sources.join('').matchAll(/^import \{([^}]+)\} from '([^']+)';$/gm);
  const names = [...imports].flatMap(([, list, from]) => (from === path ? list.split(',') : []));
  return [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))];
}

// The bundler's own way from ES modules to CommonJS would cost the package a twelfth of its size.
function asCommonJs(text) {
  const doors = [];
  const rest = text
    .replace(/import\{([^}]+)\}from("[^"]+");/g, (_, list, from) => {
      doors.push(`{${list.replace(/ as /g, ':')}}=require(${from})`);
      return '';
    })
    .replace(/export\{(\w+) as HeartbeatWriter\};/, 'exports.HeartbeatWriter=$1;');
  // Minifying renames the class; a person who logs a writer should still see its name.
  const [, name] = /class (\w+)\{/.exec(rest);
  const named = rest
    .replace(`class ${name}{`, 'class HeartbeatWriter{')
    .replace(`new ${name}(`, 'new HeartbeatWriter(');
  return `const ${doors};${named}`;
}

// One implementation behind both doors: an app that mixes import and require still has one HeartbeatWriter class.
const moduleDoor = "export*from'./heartbeat-writer.cjs'\n";

/** Writes the four files of the package into `outDir`, which is created when it is missing. */
export async function buildHeartbeatWriter(outDir) {
  mkdirSync(outDir, { recursive: true });
  const { outputFiles } = await build({
    entryPoints: [join(here, 'src/heartbeat-writer.ts')],
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node16.0',
    format: 'esm',
    write: false,
    logLevel: 'error',
    plugins: [oneDoorToNode],
  });
  writeFileSync(join(outDir, 'heartbeat-writer.cjs'), asCommonJs(outputFiles[0].text));
  declareTypes(join(outDir, 'heartbeat-writer.d.cts'));
  writeFileSync(join(outDir, 'heartbeat-writer.mjs'), moduleDoor);
  writeFileSync(join(outDir, 'heartbeat-writer.d.mts'), moduleDoor);
}

function declareTypes(outFile) {
  const typesDir = mkdtempSync(join(tmpdir(), 'heartbeat-writer-types-'));
  try {
    const tsc = [join(typescript, 'bin/tsc'), '-p', here, '--noEmit', 'false', '--emitDeclarationOnly'];
    execFileSync(process.execPath, [...tsc, '--outDir', typesDir], { stdio: 'inherit' });
    const declared = readFileSync(join(typesDir, 'heartbeat-writer.d.ts'), 'utf8');
    writeFileSync(outFile, declared.replace(/^ +/gm, ''));
  } finally {
    rmSync(typesDir, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildHeartbeatWriter(join(here, 'dist'));
