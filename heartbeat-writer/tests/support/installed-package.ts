// The package as its users get it: built afresh, packed by npm, unpacked into an empty project.
// Knows nothing of what is inside.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../..', import.meta.url));

/** Where the package was unpacked. */
export interface InstalledPackage {
  /** A project that can import `heartbeat-writer` by name. */
  project: string;
  /** The tarball that npm made. */
  tarball: string;
  /** The unpacked package. */
  folder: string;
}

/** Installs the package before all tests of the calling file and removes it after; returns a function that tells where. */
export function installedPackage(): () => InstalledPackage {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'heartbeat-writer-installed-'));
    install(root, packageIn(root));
  });
  afterAll(() => rmSync(root, { recursive: true }));
  return () => packageIn(root);
}

function packageIn(root: string): InstalledPackage {
  return {
    project: join(root, 'project'),
    tarball: join(root, 'heartbeat-writer.tgz'),
    folder: join(root, 'project/node_modules/heartbeat-writer'),
  };
}

function install(root: string, { project, tarball, folder }: InstalledPackage): void {
  const packable = join(root, 'packable');
  mkdirSync(packable);
  for (const name of ['package.json', 'README.md', 'LICENSE'])
    cpSync(join(source, name), join(packable, name));
  const program = `import(process.argv[1]).then(({ buildHeartbeatWriter }) => buildHeartbeatWriter(process.argv[2]))`;
  execFileSync(process.execPath, ['-e', program, join(source, 'build.mjs'), join(packable, 'dist')]);
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--silent'], {
    cwd: packable,
    encoding: 'utf8',
  });
  cpSync(join(packable, packed.trim()), tarball);
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', folder]);
  writeFileSync(join(project, 'package.json'), '{ "name": "project", "version": "1.0.0" }');
}
