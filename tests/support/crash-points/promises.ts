// The promises that hold whatever fault has hit an invocation, right after it and in the end. What is broken is told in words.

import { readFileSync } from 'node:fs';
import { type Actor, actorAt } from '../scene-processes.ts';
import type { Aftermath } from './act.ts';
import type { CommittedRows } from './committed-rows.ts';
import type { Hit } from './inject.ts';
import type { Stage } from './stage.ts';

/** Of docs/exit-codes.md those that a check and a switch may end with for a fault of the machine. */
const EXIT_CODES = [0, 1, 2, 4];

/** Where nothing can be opened any more we cannot run, and say so in words. */
const NO_ROOM = /^watchdog: the machine: /m;

/** What is broken right after the fault. */
export function brokenByHit(stage: Stage, { hit, rows }: Aftermath): readonly string[] {
  return [
    ...wrongEnd(hit),
    ...severalCopies(stage),
    ...harmedBystanders(stage),
    ...startsWithoutIntent(stage, rows),
    ...killsWithoutIntent(stage, rows),
  ];
}

/** A check that has nothing to say has left the service up; an act's own promise. */
export function upWhenQuiet(stage: Stage, { hit }: Aftermath): readonly string[] {
  const isQuiet = hit.exitCode === 0 && hit.stderr === '';
  return isQuiet && stage.living('web').length === 0 ? ['it is down, and nothing was said'] : [];
}

/** What is broken in the end. */
export function brokenInTheEnd(stage: Stage): readonly string[] {
  const sound = stage.rows('PRAGMA integrity_check')[0]?.integrity_check;
  const unfinished = stage.rows('SELECT id FROM recoveries WHERE ended_at IS NULL').length;
  return [
    ...severalCopies(stage),
    ...harmedBystanders(stage),
    ...(sound === 'ok' ? [] : [`the database is damaged: ${sound}`]),
    ...(unfinished === 0 ? [] : [`${unfinished} recoveries stay unfinished`]),
    ...causelessRecoveries(stage),
  ];
}

/** Of what could not be looked at nothing is known, and nothing is done about it. */
function causelessRecoveries(stage: Stage): readonly string[] {
  const decided = stage.rows(`SELECT recoveries.id, health FROM recoveries
    JOIN check_history ON process_key = key AND check_history.id / 1048576 = tick_id
    WHERE purpose = 'recover' AND health IN ('unknown', 'healthy', 'starting')`);
  return decided.map(({ id, health }) => `recovery ${id} began, and its tick found it ${health}`);
}

/** Rows that were committed and are gone. */
export function lostRows(
  before: CommittedRows | undefined,
  after: CommittedRows | undefined,
): readonly string[] {
  const kept = new Set(after?.ids);
  const lost = (before?.ids ?? []).filter((id) => !kept.has(id));
  return lost.length === 0 ? [] : [`committed rows are lost: ${lost.join(', ')}`];
}

function wrongEnd({ exitCode, signal, hung, stdout, stderr }: Hit): readonly string[] {
  if (hung) return ['it did not end'];
  if (signal === 'SIGKILL') return [];
  const words = `${stdout}${stderr}`;
  if (/^ +at /m.test(words)) return [`it ended with a stack: ${words}`];
  const isKnown = exitCode !== null && EXIT_CODES.includes(exitCode);
  return isKnown || (exitCode === 70 && NO_ROOM.test(words))
    ? []
    : [`it ended with ${signal ?? exitCode}: ${words}`];
}

/** Each start gives a cookie of its own. */
function severalCopies(stage: Stage): readonly string[] {
  const cookies = new Set(stage.living('web').map(({ env }) => env.WATCHDOG_INSTANCE));
  return cookies.size > 1 ? [`${cookies.size} copies of it live`] : [];
}

function harmedBystanders({ spared }: Stage): readonly string[] {
  return spared.filter(isHarmed).map(({ pid }) => `pid ${pid} was to be left alone`);
}

function startsWithoutIntent(stage: Stage, rows: CommittedRows | undefined): readonly string[] {
  const intended = new Set(rows?.steps.map(({ cookie }) => cookie));
  const old = new Set(stage.incumbents.map(({ pid }) => pid));
  return stage
    .living('web')
    .filter(({ pid, env }) => !old.has(pid) && !intended.has(env.WATCHDOG_INSTANCE ?? null))
    .map(({ pid }) => `pid ${pid} was started, and no intent of it is committed`);
}

function killsWithoutIntent({ incumbents }: Stage, rows: CommittedRows | undefined): readonly string[] {
  const isIntended = rows?.steps.some(({ action, begun_at }) => action === 'kill' && begun_at !== null);
  if (isIntended) return [];
  return incumbents
    .filter(isHarmed)
    .map(({ pid }) => `pid ${pid} was signalled, and no intent of it is committed`);
}

/** It has ended, or was stopped. */
function isHarmed({ pid, startTicks }: Actor): boolean {
  return (
    actorAt(pid)?.startTicks !== startTicks || /\) [Tt] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  );
}
