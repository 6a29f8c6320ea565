// Commands as the front door calls them, in this very process: a config and a database in a temporary folder, real locks.

import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Lease } from '../../src/commands/lease.ts';
import { takeLease } from '../../src/commands/lease.ts';
import type { Surroundings } from '../../src/commands/surroundings.ts';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { LogLine } from '../../src/log.ts';
import { afterTest } from './after-test.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A folder with a config, and what a command is told of its process. */
export interface CommandRig {
  readonly config: Config;
  readonly surroundings: Surroundings;
  readonly log: LogLine[];
  readonly progress: string[];
  path(name: string): string;
  /** Writes the config anew, with other settings. */
  configure(settings: Readonly<Record<string, unknown>>): void;
  /** Asks every command to stop, as a signal does. */
  stop(): void;
  /** Takes the lease as somebody else would; fails the test when it is not free. */
  hold(): Lease;
}

/** Makes a rig with two services, web and db, neither of which was ever started. */
export function createCommandRig(): CommandRig {
  const folder = temporaryFolder('command');
  const path = (name: string) => join(folder, name);
  const configPath = path('config.json');
  const log: LogLine[] = [];
  const progress: string[] = [];
  let isStopping = false;
  const configure: CommandRig['configure'] = (settings) => {
    const service = (key: string) => ({ heartbeat_path: `${key}.json`, commands: { start: ['sleep', '0'] } });
    const processes = { web: service('web'), db: service('db') };
    const usual = {
      lock_path: 'locks/lock',
      verify_delay: 0,
      check_interval_seconds: 7200,
      consecutive_failures_threshold: 9,
    };
    writeFileSync(configPath, JSON.stringify({ ...usual, processes, ...settings }));
  };
  configure({});
  return {
    get config() {
      return loadConfig(configPath);
    },
    surroundings: {
      env: {},
      cwd: folder,
      user: () => userInfo().username,
      configPath,
      openLog: () => (line) => log.push(line),
      isStopping: () => isStopping,
      inSpiteOf: () => {},
      showProgress: (line) => progress.push(line),
    },
    log,
    progress,
    path,
    configure,
    stop: () => {
      isStopping = true;
    },
    hold: () => {
      const outcome = takeLease(loadConfig(configPath));
      if (outcome.kind !== 'taken') throw new Error(`the lease is ${outcome.kind}`);
      let isHeld = true;
      const release = () => {
        if (isHeld) outcome.lease.release();
        isHeld = false;
      };
      afterTest(release);
      return { ...outcome.lease, release };
    },
  };
}
