// Closes what dead invocations left unfinished of a service, without losing sight of what they may have started.

import { isDeadState } from '../core/process.ts';
import { recordStarted } from './record-started.ts';
import type { World } from './world.ts';

/** Puts on record what an unfinished start has left alive, and closes that recovery: something newer takes its place. */
export function adoptStarted(world: World, key: string): void {
  const left = world.store.unfinishedRecoveries().filter((recovery) => recovery.key === key);
  for (const recovery of left) {
    for (const { action, cookie } of recovery.stepRecords) {
      if (action === 'start' && cookie !== undefined)
        recordHolder(world, { key, cookie, recoveryId: recovery.id });
    }
    world.store.endRecovery(recovery.id, 'closed', world.host.now().wallMs);
  }
}

function recordHolder(world: World, started: { key: string; cookie: string; recoveryId: number }): void {
  if (world.memory.states.get(started.key)?.instance?.cookie === started.cookie) return;
  const holder = world.host
    .processTable()
    .find((row) => row.marks?.instance === started.cookie && !isDeadState(row.state));
  if (holder !== undefined) recordStarted(world, holder, started);
}
