// What is to be remembered of a check when an instance begins. Of a log: where it ends then, for what the one before wrote, be it when it
// was ended, says nothing of this one.

import { statSync } from 'node:fs';
import type { Check, Probe } from '../config/check.ts';
import type { Mark } from '../core/checks/reading.ts';
import { joinMarks, markOfCheck, markOfFallback } from './marks.ts';

/** The mark from which the first look at a new instance goes on; what is measured goes on as it was. */
export function markAtStart({ probe, fallback }: Check, mark: Mark | undefined): Mark | undefined {
  return joinMarks(endOf(probe, markOfCheck(mark)), endOf(fallback, markOfFallback(mark)));
}

function endOf(probe: Probe | undefined, mark: Mark | undefined): Mark | undefined {
  if (probe?.kind !== 'log' || probe.mustNotMatch === undefined) return mark;
  try {
    const { ino, size } = statSync(probe.path, { bigint: true });
    return { ...mark, inode: String(ino), offset: Number(size) };
  } catch {
    return mark;
  }
}
