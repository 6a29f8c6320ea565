// Ends the cleanup scripts that invocations which died have left running: nothing may be done to a service beside them.

import { stepTreeOf } from '../core/tree.ts';
import type { World } from './world.ts';

const KILL_TIMEOUT_SECONDS = 5;

/** Ends them; returns why they could not be ended, and nothing when there are none any more. */
export async function endInterrupted(
  { host, store }: Pick<World, 'host' | 'store'>,
  key: string,
): Promise<string | undefined> {
  const left = store.interruptedScripts(key);
  if (left.length === 0) return undefined;
  const outcome = await host.terminate((table) => left.flatMap(({ mark }) => stepTreeOf(mark, table)), {
    killTimeoutSeconds: KILL_TIMEOUT_SECONDS,
  });
  if (outcome.kind === 'unkillable') return `a script of an invocation that died still runs: ${outcome.why}`;
  for (const { step, isClosed } of left) {
    const message = 'its invocation died, and what it left was ended';
    if (isClosed) store.endStep(step, { outcome: 'interrupted', message }, host.now().wallMs);
  }
  return undefined;
}
