// Tells in words when the installed better-sqlite3 cannot run under this Node: before the first database is opened, for the
// wrong pair kills the process without throwing, and from what loading it threw. Knows nothing of where versions are read.

interface Versions {
  /** Such as `20.19.0`, without the v. */
  readonly nodeVersion: string;
  /** `version` of better-sqlite3's package.json. */
  readonly addonVersion: string;
}

/** What is wrong between Node and the SQLite addon, as sentences; undefined when they fit. */
export function addonProblem({ nodeVersion, addonVersion }: Versions): string | undefined {
  const major = Number.parseInt(addonVersion, 10);
  const found = `better-sqlite3: version ${addonVersion} is installed, and this is Node ${nodeVersion}`;
  if (major >= 13 && isBefore(nodeVersion, 22, 14)) {
    return `${found}; version ${major} needs Node 22.14 or newer. ${cure(12)}`;
  }
  if (major <= 12 && !isBefore(nodeVersion, 24, 19)) {
    return `${found}; from Node 24.19 on, version 13 or newer is needed. ${cure(13)}`;
  }
  return undefined;
}

function cure(major: number): string {
  return `Install watchdog again under this Node, or run \`npm install better-sqlite3@${major}\` where it is installed.`;
}

/** What an error says of the addon's compiled part, as sentences; undefined when it is about something else. */
export function addonFault(error: unknown): string | undefined {
  const { code, message = '' } = Object(error) as { code?: string; message?: string };
  if (!message.includes('better_sqlite3')) return undefined;
  if (message.includes('NODE_MODULE_VERSION')) return faulty('is built for another version of Node');
  const isMissing =
    code === 'MODULE_NOT_FOUND' || /Could not locate the bindings file|No such file/.test(message);
  if (isMissing) return faulty('is missing, as when npm was kept from running install scripts');
  return code === 'ERR_DLOPEN_FAILED' ? faulty(`cannot be loaded (${message})`) : undefined;
}

function faulty(found: string): string {
  const node = `Node ${process.versions.node}`;
  return `better-sqlite3: its compiled part ${found}; expected one for ${node}. Run \`npm rebuild better-sqlite3\` where it is installed.`;
}

function isBefore(version: string, major: number, minor: number): boolean {
  const [foundMajor = 0, foundMinor = 0] = version.split('.').map(Number);
  return foundMajor < major || (foundMajor === major && foundMinor < minor);
}
