// A copy of an example in a temporary folder, in which free ports and a test's own variables stand in for those of its README.

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from './free-ports.ts';
import { blocksOf, ROOT } from './markdown.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What a test has other than the README. */
export interface Otherwise {
  /** Ports of the README, for which free ones stand in. */
  readonly ports?: readonly number[];
  /** For the reader's shell and for what the watchdog starts. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The copy of an example. */
export interface ExampleCopy {
  /** Where its reader is at home. */
  readonly home: string;
  readonly folder: string;
  readonly configPath: string;
  /** The port that stands in for one of the README. */
  port(written: number): number;
  /** The commands that the README marks so. */
  block(mark: string): string;
}

/** Copies an example, without what runs of it have left. */
export async function copyExample(name: string, { ports = [], env }: Otherwise): Promise<ExampleCopy> {
  const home = temporaryFolder(`example-${name}`);
  const folder = join(home, 'examples', name);
  cpSync(join(ROOT, 'examples', name), folder, {
    recursive: true,
    filter: (path) => !path.endsWith('/state'),
  });
  const free = await freePorts(ports.length);
  const port: ExampleCopy['port'] = (written) => free[ports.indexOf(written)] ?? written;
  const withPorts = (text: string) =>
    ports.reduce((changed, one) => changed.replaceAll(String(one), String(port(one))), text);
  const configPath = join(folder, 'config.json');
  rewrite(configPath, (text) => withEnvironment(withPorts(text), env));
  const readme = withPorts(readFileSync(join(folder, 'README.md'), 'utf8'));
  return { home, folder, configPath, port, block: (mark) => blockOf(readme, mark) };
}

/** Changes the text of a file. */
export function rewrite(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

function withEnvironment(text: string, env: Otherwise['env']): string {
  if (env === undefined) return text;
  const config = JSON.parse(text);
  return JSON.stringify({ ...config, defaults: { ...config.defaults, env } });
}

function blockOf(readme: string, mark: string): string {
  const found = blocksOf(readme).find((block) => block.mark === `run: ${mark}`);
  if (found === undefined) throw new Error(`the README has no block that is marked "run: ${mark}"`);
  return found.text;
}
