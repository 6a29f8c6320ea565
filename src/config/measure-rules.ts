/** What must hold for the checks that measure something. */
import { eachCheck } from './check-rules.ts';
import type { Draft } from './draft.ts';
import type { Finding } from './finding.ts';

const LIMITS = [
  'max_memory_mb',
  'max_cpu_percent',
  'max_open_files',
  'max_processes',
  'max_age_seconds',
] as const;

/** Whoever looks at resources says which of them are limited. */
export function resourcesHaveLimits({ services }: Draft): Finding[] {
  return eachCheck(services, (check, { at }) =>
    check.type !== 'resources' || LIMITS.some((limit) => check[limit] !== undefined)
      ? []
      : [{ at, found: 'no limit', expected: `one of ${LIMITS.join(', ')}` }],
  );
}

/** What is measured is compared with what it was, which no other check can stand in for. */
export function measuresStandAlone({ services }: Draft): Finding[] {
  return eachCheck(services, (check, { at }) => {
    if (check.type !== 'resources') return [];
    if (at.at(-1) === 'fallback')
      return [{ at, found: `a check of type "${check.type}"`, expected: 'one that tells by itself' }];
    return check.fallback === undefined
      ? []
      : [
          {
            at: [...at, 'fallback'],
            found: 'a fallback',
            expected: `none for a check of type "${check.type}"`,
          },
        ];
  });
}
