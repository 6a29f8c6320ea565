// Has the bundles load some parts when they are first used: a healthy tick needs none of them, and each costs it time. What
// is bundled of them is a file of its own, so that no tick even reads it. The sources import them as usual.

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const NOT_OURS = /^(node:(child_process|crypto|net|os|timers\/promises|v8)|re2js)$/;
/** What only some ticks need, such as what reads a config with comments or with mistakes: by its import, its file and what is used of it. */
const BUNDLED = new Map([
  [
    'jsonc-parser',
    {
      file: 'config-parser',
      names: [
        'applyEdits',
        'createScanner',
        'findNodeAtLocation',
        'modify',
        'parseTree',
        'printParseErrorCode',
        'stripComments',
        'visit',
      ],
    },
  ],
  // Where some maintenance window is configured.
  ['croner', { file: 'cron-windows', names: ['Cron'] }],
  ['./validate.generated.js', { file: 'config-validator', names: ['validate'] }],
  ['nodemailer', { file: 'mail', names: ['createTransport'] }],
]);

/** What only some configs, or verbs, ask for: by what its dynamic import ends with, and its file, which goes through the code cache by its name. */
const ASKED_FOR = new Map([
  ['/alerts/tell.ts', 'asked-alerts'],
  ['/alerts/trouble.ts', 'asked-trouble'],
  ['/channels/ping.ts', 'asked-ping'],
  ['/metrics/publisher.ts', 'asked-metrics'],
  ['/init/ask-person.ts', 'asked-questions'],
]);

/** The entry points of what is bundled apart. */
export const LAZY_BUNDLES = {
  'asked-alerts': 'src/commands/alerts/tell.ts',
  'asked-metrics': 'src/commands/metrics/publisher.ts',
  'asked-ping': 'src/channels/ping.ts',
  'asked-questions': 'src/cli/init/ask-person.ts',
  'asked-trouble': 'src/commands/alerts/trouble.ts',
  'config-parser': 'jsonc-parser',
  'cron-windows': 'croner',
  'config-validator': 'src/config/validate.generated.js',
  mail: 'nodemailer',
};

/** An esbuild plugin; what a module reads off its import at the top level is loaded at once all the same. */
export const lazyParts = {
  name: 'lazy-parts',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: NOT_OURS }, ({ path, namespace }) =>
      namespace === 'lazy' ? { path, external: true } : { path, namespace: 'lazy' },
    );
    onResolve(
      { filter: /^(croner|jsonc-parser|nodemailer|\.\/validate\.generated\.js)$/ },
      ({ path, kind }) => (kind === 'entry-point' ? undefined : { path, namespace: 'lazy' }),
    );
    onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, kind }) => {
      if (kind !== 'dynamic-import') return undefined;
      const [, file] = [...ASKED_FOR].find(([end]) => path.endsWith(end)) ?? [];
      return file && { path: `./${file}.cjs`, external: true };
    });
    onResolve({ filter: /^\.\/(config-(parser|validator)|cron-windows|mail)\.cjs$/ }, ({ path }) => ({
      path,
      external: true,
    }));
    onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({ contents: contentsOf(path) }));
  },
};

function contentsOf(path) {
  const bundled = BUNDLED.get(path);
  if (bundled === undefined) return lazily(path, Object.keys(require(path)));
  return lazily(`./${bundled.file}.cjs`, bundled.names);
}

function lazily(path, names) {
  const getters = names.map((name) => `get ${name}() { return require('${path}').${name}; }`);
  return `module.exports = { ${getters.join(', ')} };`;
}
