/** What must hold for the check that is tried when another one fails. */
import { eachCheck } from '../check-rules.ts';
import type { Draft } from '../draft.ts';
import type { Finding } from '../finding.ts';
import { common } from './every-check.ts';

/** It says only what is looked at: when, how often and how badly is said by the check whose fallback it is. */
export function fallbacksOnlyLook({ services }: Draft): Finding[] {
  return eachCheck(services, (check, { at }) => {
    if (at.at(-1) !== 'fallback') return [];
    const idle = Object.keys(common).filter((option) => Object.hasOwn(check, option));
    return idle.map((option) => ({
      at: [...at, option],
      found: 'an option of its own',
      expected: `none: \`${option}\` is that of the check whose fallback this is`,
    }));
  });
}
