// How a child of a recovery is run: its words, its surroundings, and what we tell it about itself through its environment.

import { join } from 'node:path';
import type { Config, Service } from '../../config/config.ts';
import { argvOf } from '../../core/argv.ts';
import type { RecoveryPlan, StepRecord } from '../../core/recovery.ts';
import type { RunSpec } from '../../host/host.ts';

/** By what a child's processes are known: the cookie of an instance and its place among all starts, or the mark of a script. */
export type Mark =
  | Readonly<Record<'WATCHDOG_INSTANCE' | 'WATCHDOG_STARTED', string>>
  | Readonly<Record<'WATCHDOG_STEP', string>>;

/** What is run, for which service, and why. */
export interface RunTerms {
  readonly service: Service;
  readonly recovery: Pick<RecoveryPlan, 'verdict' | 'reason'>;
  readonly step: Pick<StepRecord, 'action'>;
  readonly world: { readonly config: Pick<Config, 'path' | 'logDir'> };
}

/** The command of a step, ready to be run; `log` names its output file: a key, or more, joined by what no key may have in it. */
export function runSpec({ service, recovery, step, world }: RunTerms, mark: Mark, log: string): RunSpec {
  const command = service.commands[step.action];
  return {
    argv: command === undefined ? [] : argvOf(command),
    cwd: service.cwd,
    env: {
      ...mark, // first, so that it is found early
      WATCHDOG_KEY: service.key,
      ...(service.heartbeatPath !== undefined && {
        WATCHDOG_HEARTBEAT_FILE: service.heartbeatPath,
        WATCHDOG_TIMEOUT_SECONDS: String(service.timeoutSeconds),
      }),
      WATCHDOG_REASON: recovery.verdict ?? recovery.reason,
      WATCHDOG_CONFIG: world.config.path,
      ...service.env,
    },
    envFile: service.envFile,
    user: service.user,
    outputPath: join(world.config.logDir, `${log}.log`),
  };
}
