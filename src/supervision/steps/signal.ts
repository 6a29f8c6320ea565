// A step that tells the leader of a service something by a signal, such as to read its config again.

import type { StepResult } from '../../core/recovery.ts';
import type { Signal } from '../../core/signal.ts';
import type { SignalOutcome } from '../../host/host.ts';
import type { Job } from '../job.ts';
import { rootsOf } from '../remember.ts';

/** Signals the process that was started, if it still is that very one. */
export async function signal(
  { recovery, step, world }: Job,
  { signal: name }: { readonly signal: Signal },
): Promise<StepResult> {
  const { instance } = rootsOf(world, recovery);
  if (instance === undefined) return { outcome: 'failed', message: 'no process of it is on record' };
  const key = { recoveryId: recovery.id, ordinal: step.ordinal };
  world.store.beginStep(key, undefined, world.host.now().wallMs);
  const outcome = world.host.signal(instance.leader, name);
  const isSent = outcome.kind === 'sent';
  return { outcome: isSent ? 'succeeded' : 'failed', message: tell(outcome, name, instance.leader.pid) };
}

function tell(outcome: SignalOutcome, name: Signal, pid: number): string {
  switch (outcome.kind) {
    case 'sent':
      return `${name} sent to pid ${pid}`;
    case 'gone':
      return `${name} not sent: pid ${pid} is gone`;
    case 'not_permitted':
      return `${name} not sent: pid ${pid} belongs to user ${outcome.ownerUid ?? 'unknown'}`;
    case 'refused':
      return `${name} not sent: pid ${pid} must not be signalled: ${outcome.why}`;
  }
}
