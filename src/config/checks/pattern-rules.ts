/** What must hold of the patterns that checks search for. */
import { readPattern } from '../../safe-pattern.ts';
import { eachCheck } from '../check-rules.ts';
import type { Draft } from '../draft.ts';
import type { Finding, Location } from '../finding.ts';
import { show } from '../printable.ts';
import type { CheckEntry } from './schema.ts';

/** They can be searched for, by an engine that none of them keeps busy. */
export function patternsCanBeUsed({ services }: Draft): Finding[] {
  return eachCheck(services, (check, { at }) =>
    patternsOf(check).flatMap(({ option, source }) => {
      const read = readPattern(source);
      const found = 'problem' in read ? `${show(source)}, ${read.problem}` : undefined;
      return found === undefined ? [] : [{ at: [...at, ...option], found, expected: 'a pattern of RE2' }];
    }),
  );
}

function patternsOf(check: CheckEntry): { option: Location; source: string }[] {
  if (check.type === 'log' && check.must_not_match !== undefined)
    return [{ option: ['must_not_match'], source: check.must_not_match }];
  const body = check.type === 'http' ? check.expected_body : undefined;
  return typeof body === 'object' ? [{ option: ['expected_body', 'regex'], source: body.regex }] : [];
}
