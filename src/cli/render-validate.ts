// Puts what was found in a config into words, and what was mended as the lines that changed.

import type { ValidateReport } from '../commands/validate.ts';
import { EXIT } from './exit-codes.ts';
import { roomOn, wrapWords } from './fit-width.ts';
import type { Outcome } from './front-door.ts';
import { oneLine } from './visible.ts';

/** The words and the exit code for `validate`. */
export function renderValidate(
  report: ValidateReport,
  { isStrict }: { readonly isStrict: boolean },
): Outcome {
  const { path, findings, warnings, mended } = report;
  const services = report.services === 1 ? '1 service' : `${report.services} services`;
  const changes = mended.flatMap(({ code, line, removed, added }) => [
    `mended ${code}, line ${line}:`,
    ...removed.map((text) => `- ${text}`),
    ...added.map((text) => `+ ${text}`),
  ]);
  const told = [
    `${path}: correct; ${services}, ${report.enabled} enabled`,
    ...warnings.map((words) => `warning: ${words}`),
    ...findings.map(
      (finding) => `warning: ${finding.told} [${finding.code}]${finding.isFixable ? FIXABLE : ''}`,
    ),
  ];
  const isRefused = isStrict && warnings.length + findings.length > 0;
  const room = roomOn(process.stdout);
  // What was changed stands as it does in the file.
  const text = [...changes.map(oneLine), ...told.map((one) => wrapWords(oneLine(one), room, ['', '  ']))];
  return { exitCode: isRefused ? EXIT.usage : EXIT.fine, text: text.join('\n'), json: report };
}

const FIXABLE = ' (`watchdog validate --fix` does)';
