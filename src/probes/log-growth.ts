// Whether a log goes on being written: by the time since boot that the machine was awake, which nobody can set.

import type { LogProbe } from '../config/check.ts';
import type { Mark, Reading } from '../core/checks/reading.ts';
import type { Moment } from '../core/moment.ts';
import type { LogFile } from './log-file.ts';

/** What a file was like, and when it is known to have changed. */
interface Growth {
  readonly mark: Mark | undefined;
  /** When the instance began: before that nobody was there to write. */
  readonly since: Moment | undefined;
  readonly now: Moment;
}

/** Fails when the file has not changed for longer than it may; the first look only notes what it is like. */
export function watchGrowth({ growsWithinSeconds }: LogProbe, file: LogFile, growth: Growth): Reading {
  if (growsWithinSeconds === undefined) return { kind: 'passed', detail: '' };
  const { now } = growth;
  const changedMs = changedAt(file, growth);
  const idleSeconds = Math.floor((now.monotonicMs - changedMs) / 1000);
  const { size, written } = file;
  const kept = { size, written, changedMs, bootId: now.bootId };
  if (now.monotonicMs - changedMs <= growsWithinSeconds * 1000)
    return { kind: 'passed', detail: '', mark: kept };
  return {
    kind: 'failed',
    detail: `nothing was written to it for ${idleSeconds} s; expected something within ${growsWithinSeconds} s`,
    mark: kept,
  };
}

function changedAt(file: LogFile, { mark, since, now }: Growth): number {
  const isSame = mark !== undefined && isUnchanged(file, mark) && mark.bootId === now.bootId;
  if (!isSame) return now.monotonicMs;
  const beganMs = since?.bootId === now.bootId ? since.monotonicMs : 0;
  return Math.max(Number(mark.changedMs), beganMs);
}

function isUnchanged({ inode, size, written }: LogFile, mark: Mark): boolean {
  return mark.inode === inode && mark.size === size && mark.written === written;
}
