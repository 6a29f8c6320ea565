// Whether this Node can run us at all. Asked before anything that could crash the process is loaded.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { addonProblem } from '../store/addon-fit.ts';

/** Why we cannot run here, as sentences; undefined when we can. `folder` is where our own files lie. */
export function preflightProblem(folder: string): string | undefined {
  try {
    const { version } = createRequire(join(folder, 'x'))('better-sqlite3/package.json') as {
      version: string;
    };
    return addonProblem({ nodeVersion: process.versions.node, addonVersion: version });
  } catch {
    return 'better-sqlite3 is not installed beside it; expected its package. Install watchdog again, with `npm ci` or `npm install`.';
  }
}
