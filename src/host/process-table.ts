// Every living process with its marks, by /proc. Decides nothing about them.

import { readdirSync } from 'node:fs';

import type { ProcessFacts } from '../core/process.ts';
import { mayNotLook } from './identity.ts';
import { isGone, type ProcFailure, readProcFile } from './proc-file.ts';
import { readMarks, sessionName } from './proc-marks.ts';
import { parseProcStat } from './proc-stat.ts';

/** Reads the table; throws when a process could not be read for another reason than that it ended or is not ours to see. */
export function readProcTable(bootedAtMs: number): readonly ProcessFacts[] {
  const table: ProcessFacts[] = [];
  for (const name of readdirSync('/proc')) {
    if (!isNumber(name)) continue;
    const facts = readFacts(name, bootedAtMs);
    if (facts !== undefined) table.push(facts);
  }
  return table;
}

/** Reads a child that we just started, even one that has ended since: until we hear of its end, its number is its own. */
export function readProcChild(pid: number, bootedAtMs: number): ProcessFacts | undefined {
  const text = readProcFile(`/proc/${pid}/stat`);
  const facts = typeof text === 'string' ? parseProcStat(text, bootedAtMs)?.facts : undefined;
  if (facts === undefined) return undefined;
  const marks = readMarks(pid);
  return marks === 'thread' || 'code' in marks ? facts : { ...facts, marks };
}

function readFacts(pid: string, bootedAtMs: number): ProcessFacts | undefined {
  const text = readProcFile(`/proc/${pid}/stat`);
  if (typeof text !== 'string') return passOver(pid, text);
  const stat = parseProcStat(text, bootedAtMs);
  if (stat === undefined || stat.dead) return undefined;
  if (stat.facts.kernelThread) return stat.facts;
  const marks = readMarks(stat.facts.pid);
  if (marks === 'thread') return undefined;
  if (!('code' in marks)) return { ...stat.facts, marks };
  if (!mayNotLook(marks.code)) return passOver(pid, marks);
  const session = sessionName(stat.facts.pid);
  return typeof session === 'object' ? passOver(pid, session) : { ...stat.facts, session };
}

function passOver(pid: string, failure: ProcFailure): undefined {
  if (isGone(failure) || mayNotLook(failure.code)) return undefined;
  throw new Error(`/proc/${pid}: could not be read (${failure.code}); the process table is not whole`);
}

function isNumber(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 48 && first <= 57;
}
