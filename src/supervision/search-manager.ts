// Asks the manager of a service for its process. Only where that is not known to live, so that a healthy tick asks nobody; and
// once he has not answered in time, nobody of his kind is asked again in the same pass.

import type { Service } from '../config/config.ts';
import type { Manager } from '../config/process-manager.ts';
import { isOfContainer, questionTo, understand } from '../core/manager-word.ts';
import { bondOf, type Wanted } from '../core/search.ts';
import { type Search, untold } from '../core/searched.ts';
import type { Host } from '../host/host.ts';
import type { Crowd } from './crowd.ts';

const PATIENCE_SECONDS = 5;

/** What a manager is asked with. */
interface Means {
  readonly host: Pick<Host, 'ask' | 'lookAt' | 'cgroupsOf'>;
  readonly crowd: Crowd;
  readonly wanted: Wanted;
}

/** The process that the manager names. */
export function searchManager(
  manager: Manager,
  { cwd, env, user }: Pick<Service, 'cwd' | 'env' | 'user'>,
  { host, crowd, wanted }: Means,
): Search {
  const { kind } = manager;
  if (crowd.mute.has(kind)) return untold(`${kind} gives no answers in this pass`);
  const reply = host.ask({ argv: questionTo(manager), cwd, env, user }, PATIENCE_SECONDS);
  if ('why' in reply) {
    if (reply.isLate) crowd.mute.add(kind);
    return untold(reply.why);
  }
  const word = understand(manager, reply);
  if (word.kind !== 'pid') return { kind: word.kind, why: word.why };
  const { pid, container } = word;
  const found = host.lookAt(pid, undefined);
  // It may count in another pid namespace, as in a virtual machine of its own.
  if (found.kind !== 'alive') return untold(`pid ${pid}, which ${kind} names, is not to be seen here`);
  if (container !== undefined && !isOfContainer(found.process, host.cgroupsOf(pid), container))
    return untold(
      `pid ${pid}, which ${kind} names, is another process here: neither its cgroup nor its start is the container's. A daemon elsewhere cannot be watched from here`,
    );
  const bond = bondOf(found.process, wanted);
  return bond === undefined ? { kind: 'found', process: found.process } : untold(bond);
}
