// The program as a later version of it will be: this one, with one more step at the end of its list of schemas.

import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { SCHEMAS } from '../../../src/store/schema.ts';
import { bundleRun } from '../bundle-run.mjs';

/** The number of its schema. */
export const NEXT_VERSION = SCHEMAS.length + 1;

const HERE = import.meta.dirname;

/** Whoever asks for the list of schemas is given the longer one, which is made from the former. */
const oneMoreSchema: Plugin = {
  name: 'one-more-schema',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/schema\.ts$/ }, ({ importer }) =>
      importer.endsWith('/migrations.ts') ? { path: join(HERE, 'next-version', 'schemas.ts') } : undefined,
    );
  },
};

/** Builds it; answers the arguments by which Node runs it. */
export function nextVersion(): Promise<readonly string[]> {
  return bundleRun(join(HERE, 'next-version', 'main.ts'), 'next-version', {
    plugins: [oneMoreSchema],
    external: ['better-sqlite3', 'execa'],
    // jsonc-parser's other form cannot be bundled.
    mainFields: ['module', 'main'],
    define: { WATCHDOG_BUILD: '"next"', WATCHDOG_VERSION: '"next"' },
    // What is CommonJS inside asks for Node's own modules by `require`, which an ES module lacks.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  });
}
