// Goes on with what an invocation that died had begun to do for a request. Knows nothing of requests that nobody has begun to serve.

import type { RecoveryHistory } from '../core/recovery.ts';
import { isBrokenOff } from '../core/resume.ts';
import { closeUnfinished } from './close-unfinished.ts';
import { endInterrupted } from './end-interrupted.ts';
import { type Answer, answerFrom, type Errand } from './errand.ts';

/** What was begun for this very request is gone on with, never begun again. */
export async function goOn(errand: Errand, { recovery, outcome }: RecoveryHistory): Promise<Answer> {
  const { world, perform } = errand;
  const message = recovery.stepRecords.findLast((step) => step.result !== undefined)?.result?.message ?? '';
  const underWay = world.memory.performances.get(recovery.key);
  if (underWay === undefined && isBrokenOff(recovery)) return leaveBrokenOff(errand);
  if (outcome !== undefined) return answerFrom({ recovery, outcome, message });
  const ending = await (underWay ?? perform(recovery)).ended;
  return answerFrom({ ...ending, message: ending.message || message });
}

/** Closed before what it left is ended, so that no tick takes it up meanwhile. */
async function leaveBrokenOff({ request, service: { key }, world }: Errand): Promise<Answer> {
  const problem = closeUnfinished(world, key) ?? (await endInterrupted(world, key));
  const again = `"watchdog do ${key} ${request.action}" runs it again`;
  const message = `broken off, for the invocation that ran it died; ${problem ?? 'what that left was ended'}; ${again}`;
  world.log({ level: 'WARNING', key, message: `${request.action}: ${message}` });
  return { status: 'failed', message };
}
