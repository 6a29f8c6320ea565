// Writes into a config file what is safe to write of the cures: all of them or none, and only to what every verb would take.

import type { Config } from '../../config/config.ts';
import { changedMeanwhile, replaceFile } from '../../config/edit/replace-file.ts';
import type { LintCode, LintFacts } from '../../config/lint/lint.ts';
import { mendText } from '../../config/lint/mend.ts';
import { lintText } from '../../config/lint/rules.ts';
import { interpretConfig } from '../../config/load.ts';
import { readConfigText } from '../../config/read-file.ts';
import { changeOf, type LineChange } from './line-change.ts';

/** One cure that was written, as the lines that changed. */
export interface Mended extends LineChange {
  readonly code: LintCode;
}

// A cure may make another one of use, but none can go on for ever.
const MOST_CURES = 200;

/** Mends the file, and answers what was changed, in order. Throws ConfigError, and then it is as before. */
export function mendConfig({ path }: Pick<Config, 'path'>, facts: LintFacts): readonly Mended[] {
  const { text, stamp } = readConfigText(path);
  if (stamp === undefined) throw changedMeanwhile(path);
  const { after, mended } = mendAll(text, path, facts);
  if (mended.length === 0) return [];
  interpretConfig(after, path);
  replaceFile(path, after, stamp.text);
  return mended;
}

function mendAll(text: string, path: string, facts: LintFacts) {
  const mended: Mended[] = [];
  let after = text;
  while (mended.length < MOST_CURES) {
    const lint = lintText(after, path, facts).find(({ fix }) => fix !== undefined);
    if (lint?.fix === undefined) break;
    const next = mendText(after, lint.fix);
    if (next === after) break;
    mended.push({ code: lint.code, ...changeOf(after, next) });
    after = next;
  }
  return { after, mended };
}
