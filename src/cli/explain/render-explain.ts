// What `explain` says: what was decided and why, what comes next, and every rule in order.

import { basename } from 'node:path';
import type { ExplainedRule, ExplainReport, Explanation } from '../../commands/explain/explanation.ts';
import { EXIT } from '../exit-codes.ts';
import { terminalWidth } from '../fit-width.ts';
import type { Outcome } from '../front-door.ts';
import { span } from '../render-services.ts';
import { inLines, type Line, label } from './lines.ts';
import { tellMeasures, tellValue } from './render-measures.ts';
import { linesOfThen } from './render-then.ts';

/** Explanations, ready to be told. */
export function renderExplain(report: ExplainReport, isTerminal: boolean): Outcome {
  const { explanations, path, recordProblem } = report;
  const room = isTerminal ? terminalWidth() : Number.POSITIVE_INFINITY;
  const problem: readonly Line[] = recordProblem === undefined ? [] : [['', recordProblem]];
  const told = explanations.map((one) => inLines(linesOf(one, path), room));
  const text = [...(problem.length === 0 ? [] : [inLines(problem, room)]), ...told].join('\n\n');
  return { exitCode: recordProblem === undefined ? EXIT.fine : EXIT.database, text, json: report };
}

function linesOf(explanation: Explanation, path: string): readonly Line[] {
  switch (explanation.kind) {
    case 'now':
      return linesOfNow(explanation, path);
    case 'then':
      return linesOfThen(explanation);
    case 'disabled': {
      const { place } = explanation;
      const where = place === undefined ? '' : ` (${path}:${place.line}: ${place.at})`;
      return [[`${explanation.key}: `, `disabled in the config${where}; it is not looked at`]];
    }
    case 'nothing': {
      const { oldest } = explanation;
      const first =
        oldest === undefined ? 'no check is on record' : `the first check on record was at ${oldest}`;
      return [[`${explanation.key}: `, `nothing is on record of ${explanation.at}; ${first}`]];
    }
  }
}

function linesOfNow(
  { key, service, decision, next, notRestarted, seen, rules, brakes }: Extract<Explanation, { kind: 'now' }>,
  path: string,
): readonly Line[] {
  const { reason, detail, meaning } = decision;
  const file = basename(path);
  const when = next.inSeconds === undefined ? '' : ` (in ${span(next.inSeconds)} or later)`;
  return [
    [`${key}: `, `${service.state}; ${service.verdict}`],
    [
      label(notRestarted === undefined ? 'decided' : 'not restarted'),
      [reason, detail].filter(Boolean).join(': '),
    ],
    [label(''), meaning],
    [label('next'), `${next.text}${when}`],
    ['', ''],
    ['', `Seen, with limits from ${path}:`],
    ...seen.map((measure): Line => [`  ${measure.name}: `, tellValue(measure, file)]),
    ['', ''],
    ['', 'Rules, in order; the first that fits decides:'],
    ...rules.map((rule) => ruleLine(rule, file)),
    ['', ''],
    ['', 'Brakes, in order; what they hold back is not done:'],
    ...brakes.map((rule) => ruleLine(rule, file)),
  ];
}

const MARKS = { passed: 'no ', decided: 'YES', not_asked: '-  ' } as const;
const NAME_WIDTH = 21;

function ruleLine({ rule, result, measures }: ExplainedRule, file: string): Line {
  return [`  ${MARKS[result]} ${rule.padEnd(NAME_WIDTH)}`, tellMeasures(measures, file)];
}
