// Asks the manager of a service for its process. Only where that is not known to live, so that a healthy tick asks nobody; and
// once he has not answered in time, nobody of his kind is asked again in the same pass.

import type { Service } from '../config/config.ts';
import type { Manager } from '../config/process-manager.ts';
import { isOfContainer, questionTo, understand } from '../core/manager-word.ts';
import { elapsedMs } from '../core/moment.ts';
import type { ProcessFacts } from '../core/process.ts';
import { bondOf, type Wanted } from '../core/search.ts';
import { type Search, untold } from '../core/searched.ts';
import type { Host } from '../host/host.ts';
import type { Crowd } from './crowd.ts';

const PATIENCE_SECONDS = 5;
/** For all of them together: slow ones add up, and nothing else is done meanwhile. */
const PASS_SECONDS = 15;

/** What a manager is asked with. */
interface Means {
  readonly host: Pick<Host, 'now' | 'ask' | 'lookAt' | 'cgroupsOf'>;
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
  const leftSeconds = PASS_SECONDS - crowd.waitedMs / 1000;
  if (leftSeconds <= 0) return untold(`managers have been waited for ${PASS_SECONDS} s in this pass already`);
  const began = host.now();
  const reply = host.ask(
    { argv: questionTo(manager), cwd, env, user },
    Math.min(PATIENCE_SECONDS, leftSeconds),
  );
  crowd.waitedMs += elapsedMs(began, host.now());
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
  if (kind === 'tmux' && isSuccessorOfNobody(found.process, wanted))
    return untold(
      `pid ${pid} in the first window of the session ${manager.session} is not what was started there, and may be anybody's. End it, or have "watchdog restart ${wanted.key}" end the session`,
    );
  const bond = bondOf(found.process, wanted);
  return bond === undefined ? { kind: 'found', process: found.process } : untold(bond);
}

/** A pane that somebody has split off takes the place of ours when that dies: what we have started in tmux shows its cookie. */
function isSuccessorOfNobody({ marks }: ProcessFacts, { past }: Wanted): boolean {
  return past !== undefined && marks !== undefined && marks.instance === undefined;
}
