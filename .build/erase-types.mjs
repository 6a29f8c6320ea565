// Makes a copy of src without its types, so that the doors between the rooms can be checked for what really is loaded.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';

const TARGET = 'dist/.erased';

/** Writes the copy, and returns the folder that holds it. Files keep their names, so that imports of `.ts` still resolve. */
export function eraseTypes() {
  rmSync(TARGET, { recursive: true, force: true });
  for (const file of readdirSync('src', { recursive: true }).filter((name) => /(?<!\.d)\.tsx?$/.test(name))) {
    const target = join(TARGET, 'src', file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, erase(readFileSync(join('src', file), 'utf8'), file.endsWith('x') ? 'tsx' : 'ts'));
  }
  return TARGET;
}

function erase(source, loader) {
  // Without this an import of types only would stay behind as an import of nothing.
  const tsconfigRaw = { compilerOptions: { verbatimModuleSyntax: false } };
  return transformSync(source, { loader, jsx: 'automatic', format: 'esm', tsconfigRaw }).code;
}
