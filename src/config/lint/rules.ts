/** Every lint rule: small functions, each of which tells all that it finds. */

import { LOOKS } from '../disk.ts';
import { draftOf } from '../draft.ts';
import { lineFinder } from '../find-lines.ts';
import { modernizeLogLevel } from '../legacy.ts';
import { parseConfigText } from '../parse-text.ts';
import { resolveConfig } from '../resolve.ts';
import type { ConfigDocument } from '../schema.ts';
import { startsStay } from './background.ts';
import type { Lint, LintFacts, Subject } from './lint.ts';
import { programsAreKnownToCron, searchPathsAreAbsolute } from './search-path.ts';
import { secretsAreElsewhere } from './secrets.ts';
import { filesTellOfOne } from './sharing.ts';
import { recoveriesStart, stepsAgree } from './steps.ts';
import { giveUpIsReachable, timeoutsFitBeats } from './timing.ts';

const RULES: readonly ((subject: Subject) => Lint[])[] = [
  timeoutsFitBeats,
  giveUpIsReachable,
  filesTellOfOne,
  startsStay,
  programsAreKnownToCron,
  searchPathsAreAbsolute,
  secretsAreElsewhere,
  recoveriesStart,
  stepsAgree,
];

/** What the rules find in the text of the correct config at that path, each of a place once, in the order of its lines. */
export function lintText(text: string, path: string, facts: LintFacts): readonly Lint[] {
  const document = modernizeLogLevel(parseConfigText(text, path).document) as ConfigDocument;
  const subject = { draft: draftOf(document, path, []), config: resolveConfig(document, path, LOOKS), facts };
  const lineOf = lineFinder(text);
  const once = new Map<string, Lint>();
  for (const lint of RULES.flatMap((rule) => rule(subject)))
    if (!once.has(placeIn(lint))) once.set(placeIn(lint), { ...lint, ...withLine(lineOf(lint.at)) });
  return [...once.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

function placeIn({ code, at }: Lint): string {
  return JSON.stringify([code, at]);
}

function withLine(line: number | undefined): { readonly line?: number } {
  return line === undefined ? {} : { line };
}
