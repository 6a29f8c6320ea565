// Keeps secrets out of what is told of two configs: a number is none, any text may hold one.

import type { OptionChange } from '../../core/plan/compare.ts';

const HIDDEN = '…';

/** The same change; `…` stands for what may be secret. */
export function withoutSecrets({ option, before, after }: OptionChange): OptionChange {
  return { option, before: shown(before), after: shown(after) };
}

function shown(value: unknown): unknown {
  return value === undefined || typeof value === 'number' || typeof value === 'boolean' ? value : HIDDEN;
}
