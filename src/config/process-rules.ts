/** What must hold for the check that finds the process of a service. */
import { eachCheck } from './check-rules.ts';
import { isProcessCheck } from './checks/resolve-source.ts';
import type { Draft } from './draft.ts';
import type { Finding } from './finding.ts';

/** A service has one process, so that one check finds it, in one way, and not only when another one has failed. */
export function processesAreFoundInOneWay({ services }: Draft): Finding[] {
  return eachCheck(services, (check, { at, before }) => {
    if (!isProcessCheck(check)) return [];
    if (at.at(-1) === 'fallback')
      return [
        { at, found: 'a check of type "process"', expected: 'another one: it is no look that may fail' },
      ];
    if (before.some(isProcessCheck))
      return [{ at, found: 'a second check of type "process"', expected: 'one for each service' }];
    return check.pidfile !== undefined && check.match !== undefined
      ? [{ at, found: '`pidfile` and `match`', expected: 'one of them, or neither' }]
      : [];
  });
}
