/** What must hold between the options of a check of the host. */
import type { Draft } from './draft.ts';
import type { Finding } from './finding.ts';

/** A disk has some limit to be checked against. */
export function disksHaveALimit({ settings: { host_checks: checks = [] } }: Draft): Finding[] {
  return checks.flatMap((check, index) =>
    check.type === 'disk' && check.min_free_mb === undefined && check.min_free_percent === undefined
      ? [
          {
            at: ['host_checks', index],
            found: 'neither `min_free_mb` nor `min_free_percent`',
            expected: 'one of them, or both',
          },
        ]
      : [],
  );
}
