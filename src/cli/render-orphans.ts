// What `orphans` says: what came of ending them, and a line for each that lives.

import type { OrphanReport, OrphansReport } from '../commands/orphans.ts';
import { exitOfOrphans } from './exit-codes.ts';
import type { Outcome } from './front-door.ts';
import { oneLine } from './visible.ts';

const WIDEST_COMMAND = 120;

/** Who lives on, ready to be told: in words where a person looks, tab-separated in a pipe. */
export function renderOrphans(report: OrphansReport, isTerminal: boolean): Outcome {
  const { orphans, answers = [], unseen } = report;
  const ended = answers.map(({ key, ok, message }) => oneLine(`${key}: ${ok ? '' : 'failed: '}${message}`));
  const living = orphans.map((one) => (isTerminal ? sentence(one) : cells(one).join('\t')));
  const none = isTerminal && ended.length + living.length === 0 ? ['no orphans'] : [];
  const rest = unseen === undefined ? none : [`nobody can tell who lives on: ${oneLine(unseen)}`];
  return { exitCode: exitOfOrphans(report), text: [...ended, ...living, ...rest].join('\n'), json: report };
}

function cells({ pid, key, why, instance, since, command }: OrphanReport): readonly string[] {
  return [String(pid), key, why, instance ?? '-', since, command || '-'];
}

const REASONS = { not_configured: 'no longer configured', superseded: 'superseded' } as const;

function sentence({ pid, key, why, instance, since, command }: OrphanReport): string {
  const whose = instance === undefined ? '' : `, instance ${instance}`;
  return `${key} (${REASONS[why]}): pid ${pid}${whose}, since ${since}: ${command.slice(0, WIDEST_COMMAND)}`;
}
