// What the look of a check is given: the machine, what the last look left, and a way to run commands as the service's own are run.

import { join } from 'node:path';
import type { Check } from '../config/check.ts';
import type { Config, Service } from '../config/config.ts';
import { argvOf } from '../core/argv.ts';
import { judgeProgress } from '../core/checks/progress.ts';
import type { Mark } from '../core/checks/reading.ts';
import type { Instance } from '../core/instance.ts';
import type { Moment } from '../core/moment.ts';
import type { Host } from '../host/host.ts';
import type { Means } from '../probes/means.ts';
import type { Crowd } from './crowd.ts';
import { measureResources } from './measure-resources.ts';
import { measureWork } from './measure-work.ts';

/** With this begins the mark of a check's command that the holder of the lease runs. */
export const HOLDERS_CHECK = 'check-';

/** Where a check is made. */
export interface Post {
  readonly host: Host;
  readonly config: Pick<Config, 'path' | 'logDir'>;
  readonly service: Pick<Service, 'key' | 'cwd' | 'env' | 'user' | 'heartbeatPath'>;
  /** The one on record. */
  readonly instance: Instance | undefined;
  readonly now: Moment;
  /** All processes, for all checks that are begun together. */
  readonly crowd: Crowd;
  /** By which the processes of a command are known. */
  newMark(): string;
}

/** The means for one look of a check. */
export function meansFor(
  { name, probe: looked, timeoutSeconds }: Check,
  mark: Mark | undefined,
  post: Post,
): Means {
  const { host, config, service } = post;
  return {
    host,
    timeoutSeconds,
    mark,
    since: post.instance?.since,
    readBeat: () =>
      service.heartbeatPath === undefined
        ? { kind: 'none' }
        : host.readHeartbeat(service.heartbeatPath, service.key),
    progressTo: (value, probe) =>
      judgeProgress(probe, value, { mark, since: post.instance?.since, now: post.now }),
    resourcesWithin: (probe) => measureResources(probe, mark, post),
    workOf: (probe) => measureWork(probe, mark, post),
    run: (command, signal) =>
      host.runScript(
        {
          argv: argvOf(command),
          cwd: service.cwd,
          env: { WATCHDOG_STEP: post.newMark(), ...environment(name, post), ...service.env },
          user: service.user,
          // No key and no action has a plus sign in it.
          outputPath: join(config.logDir, `${service.key}+check+${name}.log`),
          // Its output is a number; of every other command it is words, of which complaints are some.
          ...(looked.kind === 'progress' && {
            errorsPath: join(config.logDir, `${service.key}+check+${name}+errors.log`),
          }),
        },
        // Its deadline is the signal's, which knows when we ourselves stood still.
        Number.POSITIVE_INFINITY,
        signal,
      ),
  };
}

function environment(check: string, { config, service }: Post): Readonly<Record<string, string>> {
  return {
    WATCHDOG_KEY: service.key,
    WATCHDOG_CHECK: check,
    ...(service.heartbeatPath !== undefined && { WATCHDOG_HEARTBEAT_FILE: service.heartbeatPath }),
    WATCHDOG_CONFIG: config.path,
  };
}
