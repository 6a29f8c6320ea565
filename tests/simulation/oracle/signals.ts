// I1: a signal hits only what truly belongs to a service that is being ended. I4: and only by an intent on record.

import type { Process } from '../world/process.ts';
import type { Witness } from './witness.ts';

interface Begun {
  readonly purpose: string;
  readonly cookie: string | null;
}

const BEGUN = `SELECT purpose, cookie FROM steps JOIN recoveries ON recoveries.id = recovery_id
  WHERE key = ? AND action = ? AND steps.begun_at IS NOT NULL AND steps.ended_at IS NULL AND recoveries.ended_at IS NULL`;
const TOLD = `SELECT 1 FROM steps JOIN recoveries ON recoveries.id = recovery_id
  WHERE key = ? AND action = 'signal' AND manner ->> 'signal' = ? AND steps.begun_at IS NOT NULL AND steps.ended_at IS NULL`;
/** What was replaced is ended without a recovery, once that is told. */
const CONDEMNED = "SELECT message FROM events WHERE key = ? AND kind = 'superseded'";
const SCRIPT = 'SELECT 1 FROM steps WHERE cookie = ? AND begun_at IS NOT NULL';
const RECORDED = 'SELECT pid, start_ticks, beating_pid, beating_start_ticks FROM services WHERE key = ?';

interface Recorded {
  readonly pid: number | null;
  readonly start_ticks: number | null;
  readonly beating_pid: number | null;
  readonly beating_start_ticks: number | null;
}

/** Judges a signal that is about to hit a process. */
export function checkSignal(aim: Process, signal: string, witness: Witness): void {
  const { record, findings } = witness;
  const to = `${signal} to pid ${aim.pid} (${aim.role} of ${aim.key})`;
  if (record.isOpenEnded()) findings.violate('I4', `${to} within a transaction`);
  if (aim.role === 'script') checkScript(aim, to, witness);
  else if (aim.role === 'service' || aim.role === 'copy') checkKill(aim, { signal, to }, witness);
  else findings.violate('I1', to);
}

function checkScript({ marks }: Process, to: string, { record, findings }: Witness): void {
  const isOnRecord = record.rows(SCRIPT, marks.step).length > 0;
  if (!isOnRecord) findings.violate('I4', `${to}, which no step on record has`);
}

function checkKill(aim: Process, { signal, to }: { signal: string; to: string }, witness: Witness): void {
  const { record, findings } = witness;
  const begun = record.rows<Begun>(BEGUN, aim.key, 'kill');
  if (begun.length === 0 && !isTold(aim, signal, witness) && !isCondemned(aim, witness))
    findings.violate('I4', `${to}, without a kill on record`);
  const isStop = begun.some(({ purpose }) => purpose === 'stop');
  if (aim.role === 'copy' && !isStop && !isRecorded(aim, witness))
    findings.violate('I1', `${to}, which is not the one on record`);
}

/** A step that only tells something, to the very process that was started. */
function isTold({ key, pid, startTicks }: Process, signal: string, { record }: Witness): boolean {
  const [leader] = record.rows<Recorded>(RECORDED, key);
  const isLeader = leader?.pid === pid && leader.start_ticks === startTicks;
  return isLeader && record.rows(TOLD, key, signal).length > 0;
}

function isCondemned({ key, marks }: Process, { record }: Witness): boolean {
  const told = record.rows<{ message: string }>(CONDEMNED, key);
  return told.some(({ message }) => message.split(/[ ,;]/).includes(marks.instance ?? 'nobody'));
}

/** Whether somebody of the same start is the instance on record. */
function isRecorded({ key, family }: Process, { machine, record }: Witness): boolean {
  const isRelative = (pid: number | null, startTicks: number | null) =>
    pid !== null && startTicks !== null && machine.processes.familyOf(pid, startTicks) === family;
  return record
    .rows<Recorded>(RECORDED, key)
    .some(
      (row) => isRelative(row.pid, row.start_ticks) || isRelative(row.beating_pid, row.beating_start_ticks),
    );
}

/** Judges a start that is about to be made. */
export function checkIntent(key: string, cookie: string | undefined, { record, findings }: Witness): void {
  const begun = record.rows<Begun>(BEGUN, key, 'start');
  if (record.isOpenEnded() || !begun.some((step) => step.cookie === cookie))
    findings.violate('I4', `${key} is started as ${cookie}, which no step on record has`);
}
