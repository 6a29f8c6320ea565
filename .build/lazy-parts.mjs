// Has the bundles load some parts when they are first used: a healthy tick needs none of them, and each costs it time. What
// is bundled of them is a file of its own, so that no tick even reads it. The sources import them as usual.

const NOT_OURS = /^(node:(child_process|crypto|module|net|os|timers\/promises|v8)|re2js)$/;
/** What only some ticks need, such as what reads a config with comments or with mistakes: by its import, and its file. */
const BUNDLED = new Map([
  ['jsonc-parser', 'config-parser'],
  // Where some maintenance window is configured.
  ['croner', 'cron-windows'],
  ['./validate.generated.js', 'config-validator'],
  ['nodemailer', 'mail'],
]);

/** What only some configs, or verbs, ask for: by what its dynamic import ends with, and its file, which goes through the code cache by its name. */
const ASKED_FOR = new Map([
  ['/alerts/tell.ts', 'asked-alerts'],
  ['/alerts/trouble.ts', 'asked-trouble'],
  ['/channels/ping.ts', 'asked-ping'],
  ['/menu/show-menu.tsx', 'asked-menu'],
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
    onResolve({ filter: /^\.{1,2}\/.*\.tsx?$/ }, ({ path, kind }) => {
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

/** It has nothing of its own, for whoever imports it copies that at every start: what is asked of it is found on the way. */
function contentsOf(path) {
  const file = BUNDLED.has(path) ? `./${BUNDLED.get(path)}.cjs` : path;
  return `module.exports = Object.create(new Proxy({}, { get: (_, name) => require('${file}')[name] }));`;
}
