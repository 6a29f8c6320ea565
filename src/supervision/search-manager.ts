// Asks the manager of a service for its process. Only where that is not known to live, so that a healthy tick asks nobody; and
// once he has not answered in time, nobody of his kind is asked again in the same pass.

import type { Service } from '../config/config.ts';
import type { Manager } from '../config/process-manager.ts';
import { questionTo, understand } from '../core/manager-word.ts';
import type { Search } from '../core/searched.ts';
import type { Host } from '../host/host.ts';
import type { Crowd } from './crowd.ts';

const PATIENCE_SECONDS = 5;

/** The process that the manager names. */
export function searchManager(
  manager: Manager,
  { cwd, env, user }: Pick<Service, 'cwd' | 'env' | 'user'>,
  { host, crowd }: { readonly host: Pick<Host, 'ask' | 'lookAt'>; readonly crowd: Crowd },
): Search {
  if (crowd.mute.has(manager.kind)) return untold(`${manager.kind} gives no answers in this pass`);
  const reply = host.ask({ argv: questionTo(manager), cwd, env, user }, PATIENCE_SECONDS);
  if ('why' in reply) {
    if (reply.isLate) crowd.mute.add(manager.kind);
    return untold(reply.why);
  }
  const word = understand(manager, reply);
  if (word.kind !== 'pid') return { kind: word.kind, why: word.why };
  const found = host.lookAt(word.pid, undefined);
  if (found.kind === 'alive') return { kind: 'found', process: found.process };
  // It may count in another pid namespace, as in a virtual machine of its own.
  return untold(`pid ${word.pid}, which ${manager.kind} names, is not to be seen here`);
}

function untold(why: string): Search {
  return { kind: 'untold', why };
}
