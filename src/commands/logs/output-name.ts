// Which file the output of a service goes into (docs/decisions/one-file-per-output.md), and of each step and check of it.

import { readdirSync } from 'node:fs';
import { UsageError } from '../../errors.ts';
import { nearest } from '../../suggest.ts';

/** The name of the file in `folder`; of a step or check only one that has printed something. Throws UsageError. */
export function outputName(folder: string, key: string, of: string | undefined): string {
  if (of === undefined) return `${key}.log`;
  const there = outputsOf(folder, key);
  if (there.includes(of)) return `${key}+${of}.log`;
  const suggestion = nearest(of, there);
  throw new UsageError(`command line: found --of ${JSON.stringify(of)}; expected what ${key} has run.`, {
    hint: suggestion === undefined ? toldOf(there) : `Did you mean "${suggestion}"?`,
  });
}

function toldOf(there: readonly string[]): string {
  return there.length === 0 ? 'No step or check of it has run yet.' : `There is: ${there.join(', ')}.`;
}

/** Such as `clear_db`, or `check+queue`. */
function outputsOf(folder: string, key: string): readonly string[] {
  const before = `${key}+`;
  const names = readdirSync(folder).filter((name) => name.startsWith(before) && name.endsWith('.log'));
  return names.map((name) => name.slice(before.length, -'.log'.length));
}
