// What the verbs that switch services have in common: ask, and wait for health where that was asked for.

import type { Config, Service } from '../config/config.ts';
import { startOrder, stopOrder } from '../core/order.ts';
import type { Wording } from '../core/request.ts';
import type { Answer, Question } from './answer.ts';
import { ask } from './ask.ts';
import { awaitHealthy } from './await-healthy.ts';
import type { Surroundings } from './surroundings.ts';

/** What came of asking for something, service by service. */
export interface SwitchReport {
  readonly answers: readonly Answer[];
}

/** What is to be done to which services. */
export interface Switching {
  readonly kind: Question['kind'];
  readonly services: readonly Service[];
  /** Waits until each is healthy, or its grace is over. */
  readonly wait: boolean;
  readonly wording?: Wording;
}

/** Switches services, and reports on each; they are asked for in the order in which they start, or stop. */
export async function switchServices(
  { kind, services, wait, wording }: Switching,
  config: Config,
  surroundings: Surroundings,
): Promise<SwitchReport> {
  const ordered = kind === 'off' ? stopOrder(services) : startOrder(services);
  const given = await ask({ kind, services: ordered, wording }, config, surroundings);
  const isStart = kind === 'on' || kind === 'restart';
  const answers = isStart ? given.map((answer) => warnOfDisabled(answer, services)) : given;
  return { answers: wait ? await awaitHealthy(answers, config, surroundings) : answers };
}

/** Whoever names a disabled service by its own key has it started, and might believe it to be kept alive, too. */
function warnOfDisabled(answer: Answer, services: readonly Service[]): Answer {
  const isWatched = services.some(({ key, enabled }) => key === answer.key && enabled);
  if (isWatched || !answer.ok) return answer;
  return { ...answer, message: `${answer.message}; disabled in the config: no tick watches it` };
}
