/** What must hold between the options of a `log` check. */
import { eachCheck } from '../check-rules.ts';
import type { Draft } from '../draft.ts';
import type { Finding } from '../finding.ts';

/** Something is expected of a log. */
export function logsAreReadForSomething({ services }: Draft): Finding[] {
  return eachCheck(services, (check, { at }) =>
    check.type === 'log' && check.grows_within_seconds === undefined && check.must_not_match === undefined
      ? [
          {
            at,
            found: 'neither `grows_within_seconds` nor `must_not_match`',
            expected: 'one of them, or both',
          },
        ]
      : [],
  );
}
