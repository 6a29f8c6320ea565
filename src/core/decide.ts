// What to do about one service now: a table of rules, of which the first that fits decides.
// Total and pure: it knows no machine; brakes over all services together come after it.

import { withChecks } from './absorb.ts';
import { type Decision, type Rule, recovery, type Situation, tellCount } from './decision.ts';
import { remedyFor } from './remedy.ts';
import { asksForAnotherTry } from './restarts.ts';
import { RULES } from './rules.ts';

const ORDER: readonly Rule[] = Object.values(RULES);

/** Decides what to do about one service. */
export function decide(situation: Situation): Decision {
  const decision = firstOf(ORDER, situation) ?? cure(situation);
  const state = withChecks(decision.state, situation.state.checks);
  return state === decision.state ? decision : { ...decision, state };
}

function firstOf(rules: readonly Rule[], situation: Situation): Decision | undefined {
  for (const rule of rules) {
    const decision = rule(situation);
    if (decision !== undefined) return decision;
  }
  return undefined;
}

/** What is done where no rule fits: it is recovered. */
export function cure(situation: Situation): Decision {
  const { policy, state, judged } = situation;
  const { level } = state.restarts;
  // Other steps are for what did not help: what asks to be tried again has not been tried yet.
  const { steps, isEscalated } = remedyFor(
    policy,
    judged.verdict,
    asksForAnotherTry(state.restarts) ? 0 : level,
  );
  const found = tellCount(situation);
  return isEscalated
    ? recovery(
        situation,
        { reason: 'escalated', detail: `${found}; recovery ${level + 1} in a row` },
        { steps },
      )
    : recovery(situation, { reason: 'threshold_reached', detail: found }, { steps });
}
