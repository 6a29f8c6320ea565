// Reads what `ps` of macOS prints. Pure: runs nothing.

import type { ProcessFacts, ProcessMarks } from '../core/process.ts';
import type { CommandRow } from '../core/searched.ts';

/** The columns to ask for, in the order in which they are read. */
export const PS_COLUMNS = 'pid=,ppid=,pgid=,uid=,state=,lstart=,command=';

/** One process as listed, with its command line. */
interface Row {
  readonly facts: ProcessFacts;
  readonly uid: number;
  readonly command: string;
}

const ROW = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\S)\S*\s+(\w+ \w+ +\d+ [\d:]{8} \d{4})\s*(.*)$/;

/**
 * The processes of two listings in UTC with these columns: one plain, one that shows environments behind the
 * command lines (`-E`). Only what the second adds is environment, so an argument that looks like a mark is none.
 */
export function parsePs(listing: string, withEnvironments: string): readonly ProcessFacts[] {
  const environments = new Map(rows(withEnvironments).map((row) => [identity(row), row.command]));
  return rows(listing).map((row) => ({ ...row.facts, marks: marks(row, environments.get(identity(row))) }));
}

/** The same with their command lines. */
export function parseCommands(listing: string, withEnvironments: string): readonly CommandRow[] {
  const commands = new Map(rows(listing).map((row) => [identity(row), row]));
  return parsePs(listing, withEnvironments).map((process) => {
    const { command = '', uid } = commands.get(`${process.pid} ${process.startTicks}`) ?? {};
    return { process, command, uid };
  });
}

function rows(listing: string): readonly Row[] {
  return listing.split('\n').flatMap((line) => parseRow(line) ?? []);
}

function parseRow(line: string): Row | undefined {
  const [, pid, ppid, pgid, uid, state, began, command] = ROW.exec(line) ?? [];
  const startedAtMs = Date.parse(`${began} UTC`);
  if (state === undefined || command === undefined || Number.isNaN(startedAtMs)) return undefined;
  const facts = {
    pid: Number(pid),
    startTicks: startedAtMs,
    ppid: Number(ppid),
    pgid: Number(pgid),
    // This ps shows no session number; what we start leads its session and its group alike.
    sid: Number(pgid),
    state: state === 'U' ? 'D' : state,
    startedAtMs,
    kernelThread: Number(pid) === 0,
    marks: undefined,
  };
  return { facts, uid: Number(uid), command };
}

function identity({ facts }: Row): string {
  return `${facts.pid} ${facts.startTicks}`;
}

function marks(row: Row, commandAndEnvironment: string | undefined): ProcessMarks {
  const shown = commandAndEnvironment?.startsWith(`${row.command} `) ?? false;
  const environment = shown ? (commandAndEnvironment ?? '').slice(row.command.length) : '';
  return {
    uid: row.uid,
    instance: variable(environment, 'WATCHDOG_INSTANCE'),
    step: variable(environment, 'WATCHDOG_STEP'),
    key: variable(environment, 'WATCHDOG_KEY'),
  };
}

/** Variables are divided by spaces, as are the words of a value: one with a space in it is seen up to there. */
function variable(environment: string, name: string): string | undefined {
  const [, after = ''] = environment.split(` ${name}=`, 2);
  return after.split(/\s/, 1)[0] || undefined;
}
