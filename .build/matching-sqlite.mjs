// Bundles the JavaScript of better-sqlite3, a dozen files that take longer to find and compile than a tick takes to check
// its services. The addon stays where npm has put it, and where another version is installed than the one that was built
// with, that version's own files are loaded.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const packageFile = require.resolve('better-sqlite3/package.json');
const { version } = JSON.parse(readFileSync(packageFile, 'utf8'));
// Version 13 finds its addon by itself, in another place.
const isBundled = existsSync(packageFile.replace('package.json', 'build/Release/better_sqlite3.node'));

const CONTENTS = `
  const { version } = require('./stand-ins/sqlite-package.cjs');
  module.exports = version === '${version}' ? require('${require.resolve('better-sqlite3')}') : require('better-sqlite3');
`;

/** An esbuild plugin. */
export const matchingSqlite = {
  name: 'matching-sqlite',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^better-sqlite3(\/package.json)?$/ }, ({ path, namespace }) =>
      isBundled && namespace === 'file' && path === 'better-sqlite3'
        ? { path, namespace: 'matching' }
        : { path, external: true },
    );
    onLoad({ filter: /.*/, namespace: 'matching' }, () => ({
      contents: CONTENTS,
      resolveDir: import.meta.dirname,
    }));
  },
};
