// What the checks of services came to at the ticks that were committed, and whether that is bad enough.

import type { Service } from '../../../src/config/config.ts';
import type { Reading } from '../../../src/core/checks/reading.ts';
import type { Machine } from '../world/machine.ts';

/** What a service's checks mean; `untold` is no reason for anything. */
export type Answering = 'well' | 'failing' | 'untold';

const MOST_REMEMBERED = 5;

/** Remembers from now on; to be asked once at each tick. */
export function createAnswerHistory({ answers }: Machine): (service: Service) => Answering {
  const told = new Map<string, readonly Reading['kind'][]>();
  return ({ key, checks }) => {
    const [check] = checks;
    const last = answers.take(key);
    if (last !== undefined && last !== 'unknown')
      told.set(key, [...(told.get(key) ?? []), last].slice(-MOST_REMEMBERED));
    if (check?.severity !== 'restart') return 'well';
    const failures = (told.get(key) ?? []).slice(-check.of).filter((kind) => kind === 'failed');
    if (failures.length >= check.failureThreshold) return 'failing';
    return last === 'unknown' ? 'untold' : 'well';
  };
}
