// What `plan` says: for each service what differs, what follows of it, and what the next check would do.

import type { PlannedService, PlanReport } from '../../commands/plan/plan-report.ts';
import type { OptionChange } from '../../core/plan/compare.ts';
import { EXIT } from '../exit-codes.ts';
import { inLines, type Line } from '../explain/lines.ts';
import { terminalWidth } from '../fit-width.ts';
import type { Outcome } from '../front-door.ts';

/** A plan, ready to be told. */
export function renderPlan(report: PlanReport, isTerminal: boolean): Outcome {
  const room = isTerminal ? terminalWidth() : Number.POSITIVE_INFINITY;
  return { exitCode: EXIT.fine, text: inLines(linesOf(report), room), json: report };
}

function linesOf({ path, before, services, global, means }: PlanReport): readonly Line[] {
  const isSame = services.length === 0 && global.length === 0;
  if (isSame) return [['', `${path}: nothing changes against ${before}.`]];
  return [
    ['', `${path}, against ${before}:`],
    ...services.flatMap(linesOfService),
    ...(global.length === 0 ? [] : [['', 'for all, from the next check on:'] as Line]),
    ...global.map(optionLine),
    ...means.map((words): Line => ['  → ', words]),
  ];
}

const SIGNS = { added: '+', enabled: '+', removed: '-', disabled: '-', changed: '~' } as const;

function linesOfService(service: PlannedService): readonly Line[] {
  const { key, change, options, means, state, reason, planned = [] } = service;
  const does = planned.length === 0 ? 'does nothing' : `runs ${planned.join(' → ')}`;
  return [
    [`${SIGNS[change]} `, `${key}: ${change}`],
    ...options.map(optionLine),
    ...means.map((words): Line => ['  → ', words]),
    ...(state === undefined ? [] : [['  ', `now ${state}; the next check ${does} (${reason})`] as Line]),
  ];
}

function optionLine({ option, before, after }: OptionChange): Line {
  return ['    ', `${option}: ${told(before)} → ${told(after)}`];
}

function told(value: unknown): string {
  return value === undefined ? 'not set' : String(value);
}
