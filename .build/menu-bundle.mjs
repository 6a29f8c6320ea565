// The menu's own bundle: ink and React with its screen, loaded by that verb alone. See docs/decisions/menu.md.

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from 'esbuild';

const STAND_INS = './.build/stand-ins';

/** What ink has for its developers is left out; what then waits for nothing must not wait at its top level. */
const noDevtools = {
  name: 'no-devtools',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/devtools\.js$/ }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /\/ink\/build\/reconciler\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/^(\s+(?:\? )?)await /gm, '$1'),
    }));
  },
};

/** All of it measures texts by the stand-in, and that by ink's own string-width. */
const plainWidth = {
  name: 'plain-width',
  setup(esbuild) {
    const standIn = resolve(STAND_INS, 'plain-width.mjs');
    esbuild.onResolve({ filter: /^string-width$/ }, ({ path, importer, kind, pluginData }) => {
      if (pluginData === 'real') return undefined;
      if (importer !== standIn) return { path: standIn };
      return esbuild.resolve(path, {
        kind,
        resolveDir: resolve('node_modules/ink/build'),
        pluginData: 'real',
      });
    });
  },
};

/** Not an alias: that would be of `yoga-layout/load`, too. */
const patientYoga = {
  name: 'patient-yoga',
  setup({ onResolve }) {
    onResolve({ filter: /^yoga-layout$/ }, () => ({ path: resolve(STAND_INS, 'yoga-layout.mjs') }));
  },
};

/** Builds it; answers what esbuild does. */
export function buildMenu() {
  return build({
    entryPoints: { 'asked-menu': `${STAND_INS}/menu-entry.mjs` },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    jsx: 'automatic',
    minify: true,
    // Under CI ink would draw nothing before the end, also on a real terminal.
    alias: { 'is-in-ci': `${STAND_INS}/is-in-ci.mjs` },
    inject: [`${STAND_INS}/plain-segmenter.mjs`],
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.DEV': '"false"',
      // The layout engine would fetch its code out of itself: to load what fetches costs more than all the rest of it.
      fetch: 'undefined',
      'import.meta.url': '""',
      'Intl.Segmenter': 'PlainSegmenter',
    },
    plugins: [noDevtools, plainWidth, patientYoga],
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
}
