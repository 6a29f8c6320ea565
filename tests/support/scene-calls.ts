// How a test calls the program: with the scene's config, to its end or only begun, and what `status` says.

import type { ServiceReport } from '../../src/commands/service-report.ts';
import { eventually } from './eventually.ts';
import { type Invocation, invoke, type Manner, type Result } from './invocation.ts';

/** Ways to run the program. */
export interface Calls {
  /** Runs the program to its end, with this scene's config. */
  watchdog(...words: readonly string[]): Promise<Result>;
  check(): Promise<Result>;
  /** Starts the program and lets it work. */
  begin(words: readonly string[], manner?: Partial<Manner>): Invocation;
  status(key: string): Promise<ServiceReport>;
  /** Waits until `status` says that it is healthy. */
  healthy(key: string): Promise<ServiceReport>;
  /** Ends with SIGKILL whatever was begun. */
  endCalls(): Promise<void>;
}

/** The calls of one scene; `usual` is how they are made where nothing else is said. */
export function callsIn(folder: string, configPath: string, usual: Partial<Manner> = {}): Calls {
  const begun: Invocation[] = [];
  const begin: Calls['begin'] = (words, manner = {}) => {
    const invocation = invoke(['-c', configPath, ...words], { cwd: folder, ...usual, ...manner });
    begun.push(invocation);
    return invocation;
  };
  const watchdog: Calls['watchdog'] = (...words) => begin(words).ended;
  const status: Calls['status'] = async (key) => reportIn(await watchdog('status', key, '--json'));
  return {
    begin,
    watchdog,
    status,
    check: () => watchdog('check'),
    healthy: (key) =>
      eventually(`${key} is healthy`, async () => {
        const report = await status(key);
        return report.verdict === 'healthy' && report;
      }),
    endCalls: async () => {
      for (const invocation of begun) await invocation.killHard();
    },
  };
}

function reportIn({ exitCode, stdout, stderr }: Result): ServiceReport {
  if (exitCode !== 0 && exitCode !== 3) throw new Error(stdout + stderr);
  return JSON.parse(stdout).services[0];
}
