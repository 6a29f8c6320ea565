// The findings about a config file, ready to be told. Looks at the file as it is now.

import type { Config } from '../../config/config.ts';
import { formatProblem, toProblem } from '../../config/finding.ts';
import type { LintCode, LintFacts } from '../../config/lint/lint.ts';
import { lintText } from '../../config/lint/rules.ts';
import { readConfigText } from '../../config/read-file.ts';
import type { Problem } from '../../errors.ts';

/** Something that a correct config says, and that somebody will regret. */
export interface LintReport extends Problem {
  readonly code: LintCode;
  /** All of it as a sentence: *where: found; expected. Do.* */
  readonly told: string;
  /** Whether `validate --fix` mends it. */
  readonly isFixable: boolean;
}

/** What the text of the file says that somebody will regret. */
export function lintsOf({ path }: Pick<Config, 'path'>, facts: LintFacts): readonly LintReport[] {
  const { text } = readConfigText(path);
  return lintText(text, path, facts).map((lint) => {
    const problem = toProblem(lint, lint.line);
    return { code: lint.code, ...problem, told: formatProblem(problem), isFixable: lint.fix !== undefined };
  });
}
