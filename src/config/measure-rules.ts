/** What must hold for the checks that measure something. */
import { eachCheck } from './check-rules.ts';
import type { CheckEntry } from './checks/schema.ts';
import type { Draft } from './draft.ts';
import type { Finding } from './finding.ts';
import { LIMITS } from './measured-probes.ts';

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
    if (check.type !== 'resources' && check.type !== 'progress') return [];
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

type ProgressEntry = Extract<CheckEntry, { type: 'progress' }>;

const SOURCES = ['heartbeat', 'file', 'glob', 'command', 'sqlite'] as const;
const MEASURES: Readonly<Record<string, readonly string[]>> = {
  file: ['size', 'mtime'],
  glob: ['newest', 'count'],
};

/** A number comes from one place, and what is said of it fits that. */
export function progressHasOneSource({ services }: Draft): Finding[] {
  return eachCheck(services, (check, { at }) => {
    if (check.type !== 'progress') return [];
    const [source, second] = SOURCES.filter((name) => check[name] !== undefined);
    if (source === undefined) return [{ at, found: 'no number', expected: `one of ${SOURCES.join(', ')}` }];
    if (second !== undefined)
      return [{ at, found: `\`${source}\` and \`${second}\``, expected: 'one of them' }];
    const hasBeat = services.get(String(at[1]))?.heartbeat_path !== undefined;
    return misfits(check, source, hasBeat).map(([option, found, expected]) => ({
      at: [...at, option],
      found,
      expected,
    }));
  });
}

type Misfit = readonly [option: string, found: string, expected: string];

function misfits(check: ProgressEntry, source: string, hasBeat: boolean): readonly Misfit[] {
  const { query, measure } = check;
  const measures = MEASURES[source] ?? [];
  const found: Misfit[] = [];
  if (source === 'heartbeat' && !hasBeat)
    found.push([
      'heartbeat',
      'a number of a heartbeat',
      'another one, for the service has no `heartbeat_path`',
    ]);
  if ((source === 'sqlite') !== (query !== undefined))
    found.push(
      query === undefined
        ? ['query', 'nothing', 'a SELECT of one number']
        : ['query', 'a query', `none for \`${source}\``],
    );
  if (measure !== undefined && !measures.includes(measure))
    found.push([
      'measure',
      measure,
      measures.length === 0 ? `none for \`${source}\`` : measures.join(' or '),
    ]);
  return found;
}
