// The rig of the examples' tests: what the README of an example says is typed, the passes that cron would make are made as it says,
// and nothing is left when the test is over.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceReport } from '../../src/commands/service-report.ts';
import { afterTest } from './after-test.ts';
import { eventually } from './eventually.ts';
import { copyExample, type ExampleCopy, type Otherwise, rewrite } from './example-copy.ts';
import { type Ran, type Reader, readerIn } from './reader.ts';
import { type Calls, callsIn } from './scene-calls.ts';
import { type Cast, castOf } from './scene-cast.ts';
import { type Row, readRows } from './scene-record.ts';

/** An example that runs, and is being watched. */
export interface Example
  extends Pick<Calls, 'healthy' | 'status'>,
    Pick<Cast, 'living'>,
    Pick<ExampleCopy, 'port'> {
  /** The text of a file in its folder. */
  read(...names: readonly string[]): string;
  /** Replaces text in its config. */
  edit(from: string, to: string): void;
  /** Types the block that the README marks so. */
  type(mark: string): Ran;
  /** Waits until so many more passes have been made. */
  passes(count: number): Promise<void>;
  /** Waits until a service is healthy with another process. */
  renewed(key: string, pid: number | undefined): Promise<ServiceReport>;
  /** The names in a folder of it. */
  list(...names: readonly string[]): readonly string[];
  /** What a query finds in the watchdog's database, or in another one. */
  rows(sql: string, database?: string): readonly Row[];
  /** What was recovered of our own accord, in order. */
  recoveries(): readonly Row[];
  /** Ends the example as its README says, and the passes; what lives on all the same is `left`. */
  stop(): Promise<{ readonly failures: string; readonly left: readonly unknown[] }>;
}

/** How every example ends. */
export const STOPPED = { failures: '', left: [] };

/** Starts an example, and has it watched, as its README says. */
export async function runExample(name: string, otherwise: Otherwise = {}): Promise<Example> {
  const { home, folder, configPath, port, block } = await copyExample(name, otherwise);
  // By the config in their environment is told what belongs to the example, even what is started by hand.
  const reader = readerIn(home, { ...otherwise.env, WATCHDOG_CONFIG: configPath });
  const cast = castOf(folder, configPath);
  afterTest(cast.endEverything);
  const begun = reader.types(block('start'), folder);
  if (begun.failures !== '') throw new Error(begun.output);
  const endWatch = watch(block('watch'), folder, reader);
  const { status, healthy } = callsIn(folder, configPath);
  const rows: Example['rows'] = (sql, database = 'state/watchdog.db') =>
    readRows(join(folder, database), sql);
  const passes: Example['passes'] = (count) => nextPasses(count, () => rows('SELECT id FROM ticks').length);
  // From then on what has just been started is no longer in its grace.
  await passes(2);
  return {
    port,
    status,
    healthy,
    rows,
    passes,
    living: cast.living,
    type: (mark) => reader.types(block(mark), folder),
    read: (...names) => readFileSync(join(folder, ...names), 'utf8'),
    list: (...names) => readdirSync(join(folder, ...names)),
    edit: (from, to) => rewrite(configPath, (text) => text.replace(from, to)),
    renewed: (key, pid) =>
      eventually(`${key} is healthy with another process`, async () => {
        const report = await status(key);
        return report.verdict === 'healthy' && report.pid !== pid && report;
      }),
    recoveries: () =>
      rows("SELECT key, verdict, reason, detail FROM recoveries WHERE purpose = 'recover' ORDER BY id"),
    stop: async () => {
      const { failures } = reader.types(block('stop'), folder);
      await endWatch();
      return { failures, left: cast.everything() };
    },
  };
}

async function nextPasses(count: number, made: () => number): Promise<void> {
  const before = made();
  await eventually(`${count} passes`, () => made() >= before + count);
}

/** Begins a block in a terminal of its own, and returns how to close that. */
function watch(text: string, cwd: string, { env }: Reader): () => Promise<void> {
  const shell = spawn('bash', ['-c', text], { cwd, env, stdio: 'ignore', detached: true });
  const ended = once(shell, 'exit');
  const end = async () => {
    if (shell.exitCode === null && shell.signalCode === null) process.kill(-(shell.pid as number), 'SIGTERM');
    await ended;
  };
  afterTest(end);
  return end;
}
