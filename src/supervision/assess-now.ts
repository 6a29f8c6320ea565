// A look at one service by itself, between two passes. A pass sees whom several services would take in; here the others are asked
// for that, once there is somebody to be taken in.

import type { Service } from '../config/config.ts';
import { isSameProcess, type ProcessId } from '../core/process.ts';
import { type Search, untold } from '../core/searched.ts';
import { show } from '../core/show.ts';
import type { Assessment } from '../core/situation.ts';
import { asIfRecorded, isTakenIn } from './contested.ts';
import { createCrowd } from './crowd.ts';
import type { AllReadings } from './lookout.ts';
import { stateOf } from './remember.ts';
import { type Standpoint, search } from './search.ts';
import { assess } from './supervise.ts';
import { viewOf } from './view-of.ts';
import type { World } from './world.ts';

/** Looks at one service and judges it, as a pass does. */
export function assessNow(service: Service, world: World, readings?: AllReadings): Assessment {
  const view = { ...viewOf(world), crowd: createCrowd(world.host), readings };
  const before = stateOf(world, service.key);
  const one = assess(service, before, view);
  const { instance } = one.judged;
  if (instance === undefined || !isTakenIn(one)) return one;
  const rival = rivalFor(instance.leader, service, { world, standpoint: view });
  if (rival === undefined) return one;
  return assess(service, before, { ...view, others: asIfRecorded([[rival, one]], view.others) });
}

/** Who is a service by now, as its config says that its process is found. */
export function searchNow(service: Service, world: World): Search | undefined {
  const standpoint = { ...viewOf(world), crowd: createCrowd(world.host) };
  const found = search(service, standpoint);
  if (found?.kind !== 'found') return found;
  const rival = rivalFor(found.process, service, { world, standpoint });
  return rival === undefined
    ? found
    : untold(`pid ${found.process.pid} may be the process of ${show(rival)} as well`);
}

/** The key of another service that would be found to be the same process. */
function rivalFor(
  process: ProcessId,
  { key }: Service,
  { world, standpoint }: { readonly world: World; readonly standpoint: Standpoint },
): string | undefined {
  const finds = (other: Service) => {
    const found = search(other, standpoint);
    return found?.kind === 'found' && isSameProcess(found.process, process);
  };
  return world.config.services.find((other) => other.key !== key && isSought(other) && finds(other))?.key;
}

/** By its pidfile or command line; a manager knows whose his are, and would have to be asked. */
function isSought({ enabled, foundBy }: Service): boolean {
  return enabled && (foundBy?.kind === 'pidfile' || foundBy?.kind === 'match');
}
