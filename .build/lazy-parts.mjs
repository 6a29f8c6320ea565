// Has the bundles load some parts when they are first used: a healthy tick needs none of them, and each costs it time. The
// sources import them as usual.

import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(import.meta.url);

const NOT_OURS = /^(node:(child_process|crypto|os|timers\/promises)|re2js)$/;
/** What reads a config that is not known to be correct: with comments, or with mistakes. */
const OURS = new Map([
  ['jsonc-parser', ['findNodeAtLocation', 'parseTree', 'printParseErrorCode', 'stripComments', 'visit']],
  ['./validate.generated.js', ['validate']],
]);

/** An esbuild plugin; what a module reads off its import at the top level is loaded at once all the same. */
export const lazyParts = {
  name: 'lazy-parts',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: NOT_OURS }, ({ path, namespace }) =>
      namespace === 'lazy' ? { path, external: true } : { path, namespace: 'lazy' },
    );
    onResolve({ filter: /^(jsonc-parser|\.\/validate\.generated\.js)$/ }, ({ path, namespace, importer }) =>
      namespace === 'lazy' ? undefined : { path, namespace: 'lazy', pluginData: dirname(importer) },
    );
    onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path, pluginData }) => ({
      contents: lazily(path, OURS.get(path) ?? Object.keys(require(path))),
      resolveDir: pluginData,
    }));
  },
};

function lazily(path, names) {
  const getters = names.map((name) => `get ${name}() { return require('${path}').${name}; }`);
  return `module.exports = { ${getters.join(', ')} };`;
}
