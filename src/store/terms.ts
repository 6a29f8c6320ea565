// On which terms something is wanted of a service, as one JSON column, empty for almost every service.

import type { Desired, Terms } from '../core/service-state.ts';
import { moment, number, object, optional, text } from './json.ts';

/** The text to store; NULL where there are no terms. */
export function writeTerms(terms: Terms | undefined): string | null {
  return terms === undefined ? null : JSON.stringify(terms);
}

/** What was stored; none, and word of it to `damaged`, where it makes no sense: then it lasts until it is unsaid. */
export function readTerms(json: string, damaged: (problem: string) => void): Terms | undefined {
  try {
    return termsOf(JSON.parse(json));
  } catch (error) {
    damaged(`column desired_terms: ${(error as Error).message}`);
    return undefined;
  }
}

function termsOf(value: unknown): Terms {
  const found = object(value, 'terms');
  return {
    since: moment(found.since, 'since'),
    reason: optional(found.reason, () => text(found, 'reason')),
    forMs: optional(found.forMs, () => number(found, 'forMs')),
    remindedAt: optional(found.remindedAt, (one) => moment(one, 'remindedAt')),
    former: optional(found.former, formerOf),
  };
}

const MODES: readonly string[] = ['on', 'off', 'held'] satisfies Desired['mode'][];

function formerOf(value: unknown): Desired {
  const found = object(value, 'former');
  const mode = text(found, 'mode');
  if (!MODES.includes(mode)) throw new TypeError('mode is none');
  return {
    mode: mode as Desired['mode'],
    by: optional(found.by, () => text(found, 'by')),
    atMs: optional(found.atMs, () => number(found, 'atMs')),
    ...(found.terms !== undefined && { terms: termsOf(found.terms) }),
  };
}
