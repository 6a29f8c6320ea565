/** What must hold for a service that another program manages. */
import { isProcessCheck } from './checks/resolve-source.ts';
import type { Draft } from './draft.ts';
import type { Finding } from './finding.ts';

/** Its manager says which process it is, and nobody else. */
export function managersFindTheProcess({ services }: Draft): Finding[] {
  return [...services].flatMap(([key, { manager, checks = [] }]) => {
    const index = checks.findIndex(isProcessCheck);
    if (manager === undefined || index === -1) return [];
    const found = 'a check of type "process" beside a `manager`';
    return [
      { at: ['processes', key, 'checks', index], found, expected: 'one of them: both find the process' },
    ];
  });
}
