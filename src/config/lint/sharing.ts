/** Files by which one service is taken for another. Shared heartbeats are refused outright. */
import { dirname } from 'node:path';
import { absolutePath } from '../absolute-path.ts';
import type { CheckEntry } from '../checks/schema.ts';
import type { Location } from '../finding.ts';
import { show } from '../printable.ts';
import type { Lint, LintCode, Subject } from './lint.ts';

/** A file that a check reads for its service alone. */
interface Claim {
  readonly code: Extract<LintCode, 'shared_log' | 'shared_pidfile'>;
  readonly path: string;
  /** Within the check. */
  readonly option: string;
}

const CURES = {
  shared_log: 'A line in it, and its growth, would count for both: have each write its own.',
  shared_pidfile: 'A process that both find is given to neither: have each write its own.',
} as const;

/** Logs and pidfiles tell of one service each. */
export function filesTellOfOne({ draft }: Subject): Lint[] {
  const owners = new Map<string, string>();
  return claimsIn(draft).flatMap(({ key, code, path, at }) => {
    const file = `${code} ${absolutePath(dirname(draft.path), path)}`;
    const owner = owners.get(file) ?? key;
    owners.set(file, owner);
    if (owner === key) return [];
    const found = `${show(path)}, which is also read for ${show(owner)}`;
    return [{ code, at, found, expected: 'a file of its own', hint: CURES[code] }];
  });
}

interface Placed extends Claim {
  readonly key: string;
  readonly at: Location;
}

function claimsIn({ services, defaults }: Subject['draft']): readonly Placed[] {
  return [...services].flatMap(([key, { checks = [], enabled = defaults.enabled }]) =>
    checks.flatMap((check, index) => {
      const claim = enabled === false ? undefined : claimOf(check);
      return claim ? [{ ...claim, key, at: ['processes', key, 'checks', index, claim.option] }] : [];
    }),
  );
}

function claimOf(check: CheckEntry): Claim | undefined {
  if (check.type === 'log') return { code: 'shared_log', path: check.path, option: 'path' };
  if (check.type !== 'process' || check.pidfile === undefined) return undefined;
  return { code: 'shared_pidfile', path: check.pidfile, option: 'pidfile' };
}
