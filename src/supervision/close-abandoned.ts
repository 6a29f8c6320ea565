// Closes what dead invocations left unfinished of services that the config asks for no more: it must not be done to them
// when they are checked again, months later.

import type { RecoveryRecord } from '../core/recovery.ts';
import { treeOf } from '../core/tree.ts';
import { closeUnfinished } from './close-unfinished.ts';
import { rootsOf } from './remember.ts';
import { seeProcesses } from './see-processes.ts';
import type { World } from './world.ts';

/** Closes them; returns the services. */
export function closeAbandoned(world: World, unfinished: readonly RecoveryRecord[]): readonly string[] {
  const { config, memory } = world;
  const abandoned = unfinished.filter(({ key }) => {
    const isChecked = config.services.some((service) => service.key === key && service.enabled);
    return !isChecked && !memory.performances.has(key);
  });
  for (const recovery of abandoned) abandon(world, recovery);
  return abandoned.map(({ key }) => key);
}

/** Closes what a dead invocation left unfinished of a service, and wakes what it had stopped; why not, where that cannot be. */
export function closeLeft(world: World, recovery: RecoveryRecord): string | undefined {
  // Whoever died between stopping a tree and killing it has left it neither alive nor dead. Before the recovery is closed, for
  // afterwards nobody would know of it.
  if (isAmidKill(recovery)) wake(world, recovery);
  return closeUnfinished(world, recovery.key);
}

function abandon(world: World, recovery: RecoveryRecord): void {
  const { key, purpose } = recovery;
  const problem = closeLeft(world, recovery);
  const done = problem === undefined ? 'it was closed' : `it cannot be closed yet: ${problem}`;
  const message = `${purpose}: left unfinished by an invocation that died, and the config asks for the service no more; ${done}`;
  world.log({ level: 'WARNING', key, message });
}

/** Where processes cannot be seen, nothing is closed either, and the next tick tries again. */
function wake(world: World, recovery: RecoveryRecord): void {
  if (seeProcesses(world.host).kind === 'unknown') return;
  world.host.wake((table) => treeOf(rootsOf(world, recovery), table));
}

function isAmidKill({ stepRecords }: RecoveryRecord): boolean {
  return stepRecords.some(
    ({ action, begunAtMs, result }) => action === 'kill' && begunAtMs !== undefined && result === undefined,
  );
}
