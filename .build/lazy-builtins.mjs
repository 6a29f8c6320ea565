// Has the bundles load some parts of Node when they are first used: a healthy tick needs none of them, and each costs it
// time. The sources import them as usual.

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** An esbuild plugin; what a module reads off its import at the top level is loaded at once all the same. */
export const lazyBuiltins = {
  name: 'lazy-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:(child_process|crypto|os|timers\/promises)$/ }, ({ path, namespace }) =>
      namespace === 'lazy-builtin' ? { path, external: true } : { path, namespace: 'lazy-builtin' },
    );
    onLoad({ filter: /.*/, namespace: 'lazy-builtin' }, ({ path }) => ({ contents: lazily(path) }));
  },
};

function lazily(name) {
  const getters = Object.keys(require(name)).map(
    (key) => `get ${key}() { return require('${name}').${key}; }`,
  );
  return `module.exports = { ${getters.join(', ')} };`;
}
