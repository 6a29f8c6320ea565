// What `status` says: a table of all services, or everything about one.

import type { StatusReport } from '../commands/status.ts';
import { exitOfStatus } from './exit-codes.ts';
import { terminalWidth, wrapWords } from './fit-width.ts';
import type { Outcome } from './front-door.ts';
import { recoveryForPrograms } from './history/tell-recovery.ts';
import { tallyForPrograms } from './history/tell-tally.ts';
import { renderServices, span } from './render-services.ts';
import { renderOne } from './status/render-one.ts';
import { utcAt } from './when.ts';

/** How things are, ready to be told. */
export function renderStatus(report: StatusReport, isTerminal: boolean): Outcome {
  const { services, key, lastTick, recordProblem } = report;
  const room = isTerminal ? terminalWidth() : Number.POSITIVE_INFINITY;
  const table = renderServices(services, isTerminal);
  const all =
    isTerminal && recordProblem === undefined
      ? `${table}\n${wrapWords(tellLastTick(lastTick), room, ['', ''])}`
      : table;
  const [only] = key !== undefined && services.length === 1 ? services : [];
  const words = only === undefined ? all : renderOne(only, report, room);
  const problem = recordProblem === undefined ? [] : [wrapWords(recordProblem, room, ['', ''])];
  return { exitCode: exitOfStatus(report), text: [...problem, words].join('\n'), json: jsonOf(report) };
}

function jsonOf({ lastDay, ...report }: StatusReport): unknown {
  const [past] = lastDay?.services ?? [];
  const { recovery, looks } = lastDay ?? {};
  return {
    ...report,
    lastDay: past && tallyForPrograms(past),
    lastRecovery: recovery && recoveryForPrograms(recovery),
    lateBeats: looks?.flatMap(({ atMs, ageSeconds }) =>
      ageSeconds === undefined ? [] : [{ at: utcAt(atMs), ageSeconds }],
    ),
  };
}

const WHO_CHECKS = 'Nobody watches: is `watchdog check` in a crontab?';

function tellLastTick(lastTick: StatusReport['lastTick']): string {
  if (lastTick === undefined) return `never checked yet. ${WHO_CHECKS}`;
  const last = `last check ${span(lastTick.agoSeconds)} ago`;
  return lastTick.isOverdue ? `${last}. ${WHO_CHECKS}` : last;
}
