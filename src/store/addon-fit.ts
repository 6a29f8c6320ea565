// Tells in words when the installed better-sqlite3 cannot run under this Node. Must be asked before the first database is
// opened, for the wrong pair does not throw: it kills the process. Knows nothing of where the versions are read.

interface Versions {
  /** Such as `20.19.0`, without the v. */
  readonly nodeVersion: string;
  /** `version` of better-sqlite3's package.json. */
  readonly addonVersion: string;
}

const CURE = 'Install it again under this Node: run `npm ci`, or `npm rebuild better-sqlite3`.';

/** What is wrong between Node and the SQLite addon, as sentences; undefined when they fit. */
export function addonProblem({ nodeVersion, addonVersion }: Versions): string | undefined {
  const major = Number.parseInt(addonVersion, 10);
  const found = `better-sqlite3 ${addonVersion} is installed, and this is Node ${nodeVersion}`;
  if (major >= 13 && isBefore(nodeVersion, 22, 14)) {
    return `${found}; version ${major} needs Node 22.14 or newer. ${CURE}`;
  }
  if (major <= 12 && !isBefore(nodeVersion, 24, 19)) {
    return `${found}; from Node 24.19 on, version 13 or newer is needed. ${CURE}`;
  }
  return undefined;
}

function isBefore(version: string, major: number, minor: number): boolean {
  const [foundMajor = 0, foundMinor = 0] = version.split('.').map(Number);
  return foundMajor < major || (foundMajor === major && foundMinor < minor);
}
