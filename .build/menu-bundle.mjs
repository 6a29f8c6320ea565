// The menu's own bundle: ink and React with its screen, loaded by that verb alone. See docs/decisions/menu.md.

import { copyFileSync } from 'node:fs';
import { build } from 'esbuild';

const DOOR = './menu-door.cjs';

/** What is made of it. */
export const MENU_PRODUCTS = ['dist/menu.mjs', 'dist/menu-door.cjs'];

/** An esbuild plugin for the other bundles: they leave the screen outside, behind its door. */
export const menuApart = {
  name: 'menu-apart',
  setup({ onResolve }) {
    onResolve({ filter: /\/show-menu\.tsx$/ }, () => ({ path: DOOR, external: true }));
  },
};

/** What ink has for its developers, it only loads when it is asked to. */
const noDevtools = {
  name: 'no-devtools',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/devtools\.js$/ }, ({ path }) => ({ path, external: true }));
  },
};

/** Builds it; answers what esbuild does. */
export function buildMenu() {
  copyFileSync('.build/stand-ins/menu-door.cjs', 'dist/menu-door.cjs');
  return build({
    entryPoints: { menu: 'src/cli/menu/show-menu.tsx' },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    jsx: 'automatic',
    minify: true,
    // Under CI ink would draw nothing before the end, also on a real terminal.
    alias: { 'is-in-ci': './.build/stand-ins/is-in-ci.mjs' },
    // The layout engine would fetch its code out of itself: to load what fetches costs more than all the rest of it.
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"', fetch: 'undefined' },
    plugins: [noDevtools],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
}
