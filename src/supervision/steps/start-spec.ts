// With what a service is started: what any command of its recovery gets, its marks, and a place of its own. Does not spawn it.

import { enclosureOf } from '../../core/cookie.ts';
import { inSession } from '../../core/in-session.ts';
import type { Moment } from '../../core/moment.ts';
import type { Enclosure, RunSpec } from '../../host/host.ts';
import type { Job } from '../job.ts';
import { runSpec } from './run-spec.ts';

/** The start of a service under this cookie, at this moment. */
export function startSpec(job: Job, cookie: string, now: Moment): RunSpec {
  const { key, manager } = job.service;
  const mark = { WATCHDOG_INSTANCE: cookie, WATCHDOG_STARTED: placeAmongStarts(now) };
  const spec = runSpec(job, mark, key);
  // In a cgroup of its own would be a server, too, that begins with the first of its sessions.
  return manager?.kind === 'tmux'
    ? inSession(spec, manager)
    : { ...spec, enclosure: enclosureFor(cookie, job) };
}

/** By it the writers of heartbeats know who replaced whom; no clock that can be set is in it. */
function placeAmongStarts({ bootId, monotonicMs }: Moment): string {
  return `${bootId}:${monotonicMs}`;
}

function enclosureFor(cookie: string, { world }: Job): Enclosure {
  const others = world.store.issuedCookies().map((one) => enclosureOf(one.cookie));
  return { name: enclosureOf(cookie), others };
}
