// Changes what is remembered of one service, in the record and in memory alike.

import { isComparable } from '../core/instance.ts';
import type { RecoveryRecord } from '../core/recovery.ts';
import { type ServiceState, UNSEEN } from '../core/service-state.ts';
import type { TreeRoots } from '../core/tree.ts';
import { giversOf } from './givers.ts';
import type { World } from './world.ts';

/** What is remembered of a service now. */
export function stateOf({ memory }: Pick<World, 'memory'>, key: string): ServiceState {
  return memory.states.get(key) ?? UNSEEN;
}

/** Changes part of what is remembered of a service: committed before it returns. */
export function remember(
  world: Pick<World, 'memory' | 'store'>,
  key: string,
  change: Partial<ServiceState>,
): void {
  const state = { ...stateOf(world, key), ...change };
  world.store.saveState(key, state);
  world.memory.states.set(key, state);
}

/**
 * What to look for when all that lives of a service is meant: the instance on record, and whatever carries a cookie that one
 * of its starts was given. A child that escaped may have outlived its instance, and that instance its record.
 */
export function rootsOf(
  world: Pick<World, 'config' | 'memory' | 'host' | 'store'>,
  { key }: Pick<RecoveryRecord, 'key'>,
): TreeRoots {
  const { instance } = stateOf(world, key);
  const service = world.config.services.find((one) => one.key === key);
  const here = { bootId: world.host.now().bootId, pidNamespace: world.host.pidNamespace };
  const issued = world.store.issuedCookies().filter((one) => one.key === key);
  return {
    instance: instance !== undefined && isComparable(instance, here) ? instance : undefined,
    cookies: issued.map(({ cookie }) => cookie),
    givers: giversOf(service, instance, world.host),
  };
}
