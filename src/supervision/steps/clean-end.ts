// A start that ends at once and well, where only failures are recovered from: it has done its work, and is no failed start.

import type { Service } from '../../config/config.ts';
import { isKnownByRecord } from '../../core/instance.ts';
import type { StepResult } from '../../core/recovery.ts';
import { withoutCrash } from '../../core/restarts.ts';
import type { LaunchOutcome } from '../../host/host.ts';
import type { Job } from '../job.ts';
import { remember, stateOf } from '../remember.ts';
import { howItExited } from './run-command.ts';

/** A program that ended within the verify delay, leaving nobody behind. */
export type Exited = Exclude<LaunchOutcome, { kind: 'not_started' | 'running' }>;

/** What comes of a start that has ended on purpose; undefined where its end is a failure. */
export function endCleanly({ service, world }: Job, cookie: string, exited: Exited): StepResult | undefined {
  if (exited.exitCode !== 0 || service.restart !== 'on-failure' || mayRunOn(service)) return undefined;
  const { restarts } = stateOf(world, service.key);
  remember(world, service.key, { restarts: { ...withoutCrash(restarts), ended: cookie } });
  const message = `${howItExited(exited)} within the verify delay: it has ended on purpose`;
  return { ...exited, outcome: 'succeeded', message };
}

/** Nothing but its checks tells of it: it may have gone into the background without its cookie, and answer them from there. */
function mayRunOn(service: Service): boolean {
  return isKnownByRecord(service) && service.checks.some(({ severity }) => severity === 'restart');
}
