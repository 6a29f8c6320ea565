// The rules of a decision told one by one, in the order in which they were asked: the very rules that decide, with what each has
// looked at. The brakes over all services come after it, in trace-brakes.ts.

import { cure, decide } from '../decide.ts';
import type { Decision, Situation } from '../decision.ts';
import type { Reason } from '../recovery.ts';
import { RULES, type RuleName } from '../rules.ts';
import { tellStep } from '../tell-step.ts';
import { EVIDENCE } from './evidence.ts';
import { fact, type Measure } from './measure.ts';

/** Whether a rule let pass, has decided, or was not asked any more. */
export type Result = 'passed' | 'decided' | 'not_asked';

/** One rule, as it was asked. */
export interface TracedRule {
  /** Its name; `recover` is the last, which takes what no other has. */
  readonly rule: string;
  readonly result: Result;
  readonly measures: readonly Measure[];
}

/** A decision about one service, and how it came about. */
export interface Trace {
  readonly decision: Decision;
  readonly rules: readonly TracedRule[];
}

/** Decides about one service, and tells how. */
export function trace(situation: Situation): Trace {
  const names = Object.keys(RULES) as RuleName[];
  const deciding = names.findIndex((name) => RULES[name](situation) !== undefined);
  const place = deciding === -1 ? names.length : deciding;
  const rules = names.map((rule, index) => ({
    rule,
    result: resultAt(index, place),
    measures: EVIDENCE[rule](situation),
  }));
  const last = { rule: 'recover', result: resultAt(names.length, place), measures: recoveryOf(situation) };
  return { decision: decide(situation), rules: [...rules, last] };
}

/** The result of a rule, by its place and that of the one which has decided. */
export function resultAt(index: number, deciding: number): Result {
  if (index === deciding) return 'decided';
  return index < deciding ? 'passed' : 'not_asked';
}

function recoveryOf(situation: Situation): readonly Measure[] {
  const { action } = cure(situation);
  const steps = action.kind === 'recover' ? action.plan.steps.map(tellStep).join(' → ') : '';
  return [fact('steps', steps, ['recovery_actions'])];
}

/** The rules as they must have been asked for that reason to come of them: those of which only the reason is known. */
export function rulesAround(reason: Reason): readonly Pick<TracedRule, 'rule' | 'result'>[] {
  const names = Object.keys(RULES);
  const place = names.indexOf(reason);
  const deciding = place === -1 ? names.length : place;
  return [...names, 'recover'].map((rule, index) => ({ rule, result: resultAt(index, deciding) }));
}
