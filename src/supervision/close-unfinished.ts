// Closes what dead invocations left unfinished of a service, without losing sight of what they may have started.

import type { ProcessFacts } from '../core/process.ts';
import type { RecoveryRecord } from '../core/recovery.ts';
import { holdersOf } from '../core/tree.ts';
import { recordStarted } from './record-started.ts';
import { stateOf } from './remember.ts';
import { seeProcesses } from './see-processes.ts';
import type { World } from './world.ts';

/**
 * Puts on record what unfinished starts of a service have left alive, and closes their recoveries: something newer takes
 * their place. Where processes cannot be seen nothing is closed, and the reason is returned.
 */
export function closeUnfinished(world: World, key: string): string | undefined {
  const unfinished = world.store.unfinishedRecoveries().filter((recovery) => recovery.key === key);
  if (unfinished.length === 0) return undefined;
  const seen = seeProcesses(world.host);
  if (seen.kind === 'unknown') return seen.why;
  for (const recovery of unfinished) {
    recordLeft(world, recovery, seen.table);
    world.store.endRecovery(recovery.id, 'closed', world.host.now().wallMs);
  }
  return undefined;
}

function recordLeft(
  world: World,
  { id, key, stepRecords }: RecoveryRecord,
  table: readonly ProcessFacts[],
): void {
  for (const { action, cookie } of stepRecords) {
    if (action !== 'start' || cookie === undefined || stateOf(world, key).instance?.cookie === cookie)
      continue;
    const [holder] = holdersOf(cookie, table);
    if (holder !== undefined) recordStarted(world, holder, { key, cookie, recoveryId: id });
  }
}
