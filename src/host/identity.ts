// What became of one pid, by /proc. The look at a process already known is on the hot path: one file.

import type { Liveness, ProcessId } from '../core/process.ts';
import { isGone, readProcFile } from './proc-file.ts';
import { readMarks } from './proc-marks.ts';
import { parseProcStat } from './proc-stat.ts';

/** Looks at a pid; the same identity as `known` is not looked at more closely. `bootedAtMs` dates it. */
export function lookAtProc(pid: number, known: ProcessId | undefined, bootedAtMs: number): Liveness {
  const text = readProcFile(`/proc/${pid}/stat`);
  if (typeof text !== 'string') return failed(pid, text);
  const stat = parseProcStat(text, bootedAtMs);
  if (stat === undefined) return { kind: 'unknown', why: `/proc/${pid}/stat is not what we know` };
  if (stat.dead) return { kind: 'dead', why: 'zombie' };
  if (known !== undefined && known.pid === pid && known.startTicks === stat.facts.startTicks) {
    return { kind: 'alive', process: stat.facts };
  }
  const marks = readMarks(pid);
  if (marks === 'thread') return { kind: 'dead', why: 'not_a_process' };
  if (!('code' in marks)) return { kind: 'alive', process: { ...stat.facts, marks } };
  return mayNotLook(marks.code) ? { kind: 'alive', process: stat.facts } : failed(pid, marks);
}

/** Whether a failure is only about whose process it is. */
export function mayNotLook(code: string): boolean {
  return code === 'EACCES' || code === 'EPERM';
}

function failed(pid: number, failure: { readonly code: string }): Liveness {
  if (isGone(failure)) return { kind: 'dead', why: 'gone' };
  return { kind: 'unknown', why: `/proc/${pid} could not be read (${failure.code})` };
}
