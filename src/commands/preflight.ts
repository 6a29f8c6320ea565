// Whether this Node can run us at all. Asked before anything that could crash the process is loaded, and once more when
// loading has failed.

import { addonFault, addonProblem } from '../store/addon-fit.ts';
import { findSqlite } from '../store/find-sqlite.ts';
import { shortage } from './shortage.ts';

/** Why we cannot run here, as sentences; undefined when we can. `folder` is where our own files lie. */
export function preflightProblem(folder: string): string | undefined {
  const nodeVersion = process.versions.node;
  if (!isSupported(nodeVersion))
    return `Node ${nodeVersion} runs this; expected 20.19 or newer, or 22.14 or newer. Install such a Node.`;
  try {
    return addonProblem({ nodeVersion, addonVersion: findSqlite(folder).version });
  } catch (error) {
    const short = shortage(error);
    if (short !== undefined) return short;
    return 'better-sqlite3: it is not installed; expected its package beside watchdog. Install watchdog again, with `npm ci` or `npm install`.';
  }
}

/** Older ones cannot `require` the ES modules among our dependencies. */
function isSupported(nodeVersion: string): boolean {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 14) || major > 22;
}

/** What is wrong with the installation or the machine, as sentences, told from an error; undefined when it is none of that. */
export function installationFault(error: unknown): string | undefined {
  return shortage(error) ?? addonFault(error);
}
