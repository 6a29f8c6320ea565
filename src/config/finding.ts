/** One thing wrong in a config document, while it is still known by its place in the tree. */
import type { Problem } from '../errors.ts';
import { printable, shorten } from './printable.ts';

/** The keys and indexes that lead from the root of the document to a value. */
export type Location = readonly (string | number)[];

/** Nobody corrects more at once: so many mistakes are told, and the search for more of a kind may end there. */
export const MOST_TOLD = 50;

const DEEPEST_TOLD = 20;

/** A mistake and the place where it is. */
export interface Finding {
  readonly at: Location;
  readonly found: string;
  readonly expected: string;
  /** One that takes a search is sought only when it is told. */
  readonly hint?: string | (() => string | undefined) | undefined;
  /** The option that was probably meant, when `at` is an unknown one. */
  readonly meant?: string | undefined;
  /** The line in the file, from 1, where it cannot be had from `at`. */
  readonly line?: number;
}

/** The problem to report for a finding; `line` (1-based) is where it stands in the file, when that is known. */
export function toProblem(finding: Finding, line: number | undefined): Problem {
  const { at, found, expected, hint } = finding;
  return {
    path: formatLocation(at),
    line,
    found,
    expected,
    hint: typeof hint === 'function' ? hint() : hint,
  };
}

/** A location as people write it: `processes.web.recovery_actions[1]`; keys that would confuse are quoted. */
export function formatLocation(at: Location): string {
  const told = at.slice(0, DEEPEST_TOLD).map(formatStep).join('').replace(/^\./, '');
  return at.length > DEEPEST_TOLD ? `${told}…` : told;
}

function formatStep(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  return /^[\w$@-]+$/.test(step) ? `.${shorten(step)}` : `["${printable(shorten(step))}"]`;
}

/** What follows a location in a message: *found …; expected …. What to do.* */
export function formatProblem(problem: Problem): string {
  const { path, line, found, expected, hint } = problem;
  const where = [line === undefined ? '' : `line ${line}`, path].filter((part) => part !== '').join(', ');
  const told = `found ${found}; expected ${expected}.${hint === undefined ? '' : ` ${hint}`}`;
  return where === '' ? told : `${where}: ${told}`;
}
