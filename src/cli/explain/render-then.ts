// What `explain --at` says: how a service was at an instant of the past.

import type { ExplainedThen } from '../../commands/explain/explanation.ts';
import { type Line, label } from './lines.ts';

/** Its lines. */
export function linesOfThen(then: ExplainedThen): readonly Line[] {
  const { key, at, checkedAt, verdict, reason, meaning, since, until, pid } = then;
  return [
    [`${key}: `, `at ${at} (checked at ${checkedAt}): ${verdict}`],
    [label('decided'), reason ?? 'not on record'],
    ...(meaning === undefined ? [] : [[label(''), meaning] as Line]),
    [label('since'), `${since}, ${until === undefined ? 'and so it is still' : `until ${until}`}`],
    ...(pid === undefined ? [] : [[label('pid'), String(pid)] as Line]),
    ...recoveryLines(then.recovery),
    ...then.events.map((event): Line => [label('event'), `${event.at} ${event.kind}: ${event.message}`]),
    ...ruleLines(then),
    ['', 'The values that the rules have looked at then are not on record.'],
  ];
}

function recoveryLines(recovery: ExplainedThen['recovery']): readonly Line[] {
  if (recovery === undefined) return [];
  const { begunAt, reason, detail, outcome, steps } = recovery;
  const done = steps.map((step) => `${step.action} ${step.outcome ?? 'not done'}`).join(', ');
  return [[label('recovery'), `${begunAt} ${reason}: ${detail}; ${done}; ${outcome ?? 'not ended'}`]];
}

function ruleLines({ rules }: ExplainedThen): readonly Line[] {
  const deciding = rules.findIndex(({ result }) => result === 'decided');
  const passed = rules.slice(0, deciding).map(({ rule }) => rule);
  if (deciding === -1) return [];
  return [
    [label('rules'), passed.length === 0 ? 'the first one fitted' : `did not fit: ${passed.join(', ')}`],
    [label(''), `fitted: ${rules[deciding]?.rule}`],
  ];
}
