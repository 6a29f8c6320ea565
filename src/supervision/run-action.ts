// What `do` does: one of a service's own commands, alone, at a moment at which nothing else is under way for the service. What is
// wanted of the service, and what was counted of it, stays as it is.

import type { Assessment } from '../core/situation.ts';
import { tellWording } from '../core/tell-desired.ts';
import { type Answer, answerFrom, type Errand } from './errand.ts';
import { stateOf } from './remember.ts';

/** Runs the command, as a step on record: under its deadline, with its output kept. */
export async function runAction(errand: Errand, found: Pick<Assessment, 'judged'>): Promise<Answer> {
  const { request, service, world, perform } = errand;
  const { action = '' } = request;
  if (service.commands[action] === undefined)
    return { status: 'failed', message: `not run, for the config has no command ${action} any more` };
  const detail = `${action} asked for by ${request.by}${tellWording(request)}`;
  const plan = {
    key: service.key,
    purpose: 'act',
    reason: 'requested',
    verdict: found.judged.verdict,
    detail,
    requestId: request.id,
    // Vital, for its failure is the failure of what was asked.
    steps: [{ action, manner: { kind: 'run', isVital: true } }],
  } as const;
  world.log({ level: 'INFO', key: service.key, message: detail });
  const state = stateOf(world, service.key);
  const recovery = world.store.beginRecovery(plan, state, world.host.now().wallMs);
  return answerFrom(await perform(recovery).ended);
}
