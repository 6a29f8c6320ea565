// What a new instance has yet to show by its checks before it counts as healthy: nobody may depend on what was never looked at.
// Knows nothing of how a check looks.

import type { Check } from '../../config/check.ts';
import type { Service } from '../../config/config.ts';
import { ageMs } from '../grace.ts';
import type { Case, Judgement } from '../judgement.ts';
import type { CheckMemories, CheckMemory } from './check-memory.ts';

/** What is missing of the proof that a new instance works: undefined where nothing is, or it was healthy before. */
export function missingProof(
  matter: Case,
  { checks, memories }: { checks: readonly Check[]; memories: CheckMemories },
): Pick<Judgement, 'verdict' | 'detail'> | undefined {
  const { instance, limits } = matter;
  if (instance?.recoveryId === undefined) return undefined;
  const missing = checks.find((check) => isAsked(check) && !isProved(memories[check.name]));
  if (missing === undefined) return undefined;
  if (hasAnswered(memories[missing.name]))
    return { verdict: 'starting', detail: `check ${missing.name} has yet to pass` };
  const isYoung = ageMs(instance, matter) <= patienceSeconds(limits, [missing]) * 1000;
  return { verdict: isYoung ? 'starting' : 'unknown', detail: `check ${missing.name} has yet to answer` };
}

/** How long a new instance may take until each of its checks has answered: its grace, or until the first look of each is over. */
export function patienceSeconds(
  { startGraceSeconds }: Pick<Service, 'startGraceSeconds'>,
  checks: readonly Pick<Check, 'initialDelaySeconds' | 'timeoutSeconds'>[],
): number {
  const delayed = checks.filter(({ initialDelaySeconds }) => initialDelaySeconds > 0);
  return Math.max(
    startGraceSeconds,
    ...delayed.map((check) => check.initialDelaySeconds + check.timeoutSeconds),
  );
}

/** What only warns keeps nobody waiting, and whether it is busy is only asked of who is late. */
function isAsked({ severity, probe }: Check): boolean {
  return severity === 'restart' && probe.kind !== 'busy';
}

function isProved(memory: CheckMemory | undefined): boolean {
  return hasAnswered(memory) && memory?.last !== 'failed';
}

/** While an instance is new, it is remembered of each check that it was looked at. */
function hasAnswered(memory: CheckMemory | undefined): boolean {
  return memory?.lookedAt !== undefined;
}
