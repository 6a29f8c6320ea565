// What `replay` says: incident by incident what would have been different, and what nobody can tell.

import type { ReplayedIncident, ReplayedService, ReplayReport } from '../../commands/replay/replay.ts';
import { EXIT } from '../exit-codes.ts';
import { inLines, type Line } from '../explain/lines.ts';
import { terminalWidth } from '../fit-width.ts';
import type { Outcome } from '../front-door.ts';

/** What would have been, ready to be told. */
export function renderReplay(report: ReplayReport, isTerminal: boolean): Outcome {
  const room = isTerminal ? terminalWidth() : Number.POSITIVE_INFINITY;
  return { exitCode: EXIT.fine, text: inLines(linesOf(report), room), json: report };
}

function linesOf({ path, other, since, services, unknown }: ReplayReport): readonly Line[] {
  return [
    ['', `${path} since ${since}, by the settings of ${other}:`],
    ...services.flatMap(linesOfService),
    ...unknown.map((key): Line => [`${key}: `, 'nothing is on record of it']),
    ['', 'What would have come of a restart that was not made is not on record.'],
  ];
}

function linesOfService({ key, looks, untold, incidents }: ReplayedService): readonly Line[] {
  const recorded = incidents.filter((one) => one.recorded !== undefined).length;
  const replayed = incidents.filter((one) => one.replayed !== undefined).length;
  const counts = `${looks} looks; incidents recovered: ${recorded} on record, ${replayed} by these`;
  const doubt = `of ${untold} looks the record does not tell how old the beat was: they stay as they were judged`;
  return [
    [`${key}: `, counts],
    ...incidents.map((one): Line => [`  ${one.from}  `, `${one.verdict}: ${tellDifference(one)}`]),
    ...(untold === 0 ? [] : [['  ', doubt] as Line]),
  ];
}

function tellDifference({ difference, bySeconds, verdict }: ReplayedIncident): string {
  const isForOthers = verdict === 'healthy';
  switch (difference) {
    case 'same':
      return 'recovered at the same check';
    case 'sooner':
      return `recovered ${bySeconds} s sooner`;
    case 'later':
      return `recovered ${bySeconds} s later`;
    case 'further':
      return isForOthers
        ? 'it would have been restarted for a dependency, or with its group'
        : 'it came back by itself, and would have been recovered';
    case 'not_yet':
      if (isForOthers) return 'not restarted with others: a restart saved';
      return verdict === 'stale_pid'
        ? 'not recovered by then: it was dead, and would have stayed so for longer'
        : 'not recovered by then: a restart saved, if it would have come back by itself';
  }
}
