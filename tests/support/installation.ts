// The program and the writer as their users get them: packed by npm, and installed by npm into an empty folder. Other
// versions of Node come from the registry, each in a folder of its own.

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const QUIETLY = ['--no-audit', '--no-fund', '--prefer-offline', '--silent'];

/** What a command printed, and how it ended. */
export interface Printed {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Both packages, installed for one Node. */
export interface Installation {
  readonly folder: string;
  /** Of the SQLite addon that npm has picked. */
  readonly addonVersion: string;
  /** Where the addon's compiled part lies. */
  readonly addonBinaries: string;
  /** Runs the program by the name that npm gave it, under a Node of your choice, in the folder. */
  watchdog(node: string, ...words: readonly string[]): Printed;
}

/** Packs one of our packages as it would be published; answers the tarball. The build is that of the test run. */
export function pack(workspace: '.' | 'heartbeat-writer', into: string): string {
  const options = ['--ignore-scripts', '--silent', '--pack-destination', into];
  const name = execFileSync('npm', ['pack', ...options], { cwd: join(ROOT, workspace), encoding: 'utf8' });
  return join(into, name.trim());
}

/** Installs tarballs into a new folder, with npm run by that Node, so that it picks what fits. */
export function install(tarballs: readonly string[], folder: string, node: string): Installation {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  npm(node, folder, ['install', ...tarballs, '--ignore-scripts']);
  return {
    folder,
    ...addonIn(join(folder, 'node_modules/better-sqlite3')),
    watchdog: (withNode, ...words) =>
      spawnSync(join(folder, 'node_modules/.bin/watchdog'), words, {
        cwd: folder,
        env: { PATH: pathWith(withNode), HOME: folder },
        encoding: 'utf8',
        timeout: 60_000,
      }),
  };
}

/** Completes the addon: compiling takes minutes where nothing prebuilt is offered, and what `npm ci` has compiled serves too. */
function addonIn(folder: string): Pick<Installation, 'addonVersion' | 'addonBinaries'> {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const prebuilt = join(folder, 'prebuilds');
  if (existsSync(prebuilt)) return { addonVersion: version, addonBinaries: prebuilt };
  const binary = 'build/Release/better_sqlite3.node';
  cpSync(join(ROOT, 'node_modules/better-sqlite3', binary), join(folder, binary));
  return { addonVersion: version, addonBinaries: join(folder, 'build') };
}

/** A Node of that major version from the registry, in a new folder; throws what npm says. */
export function fetchNode(major: number, folder: string): string {
  mkdirSync(folder);
  npm(process.execPath, folder, ['install', `node@npm:node-${process.platform}-${process.arch}@${major}`]);
  return join(folder, 'node_modules/node/bin/node');
}

function npm(node: string, folder: string, words: readonly string[]): void {
  const env = { ...process.env, PATH: pathWith(node) };
  execFileSync('npm', [...words, '--prefix', folder, ...QUIETLY], { cwd: folder, env, stdio: 'pipe' });
}

function pathWith(node: string): string {
  return `${dirname(node)}:${process.env.PATH}`;
}
