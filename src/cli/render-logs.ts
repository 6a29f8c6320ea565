// What `log` and `logs` say: the lines as they are, each on a line of its own; before those of several services, whose it is.

import type { LogReport } from '../commands/logs/log.ts';
import type { LogsReport, OutputLine } from '../commands/logs/logs.ts';
import { EXIT } from './exit-codes.ts';
import type { Outcome, Told } from './front-door.ts';
import { tellAll } from './tell-all.ts';
import { oneLine } from './visible.ts';

/** Our own log, ready to be told. */
export function renderLog(report: LogReport, isTerminal: boolean): Outcome {
  const { path, folder, lines, following } = report;
  const none = isTerminal && path === undefined ? [`no log yet in ${folder}`] : [];
  if (following === undefined)
    return { exitCode: EXIT.fine, text: [...none, ...lines].join('\n'), json: { path, lines } };
  const all = tellAll(lines, following, (line) => ({ text: line, json: { line } }));
  return { exitCode: EXIT.fine, text: none.join('\n'), json: undefined, following: all };
}

/** The output of services, ready to be told. */
export function renderLogs(report: LogsReport, isTerminal: boolean): Outcome {
  const { outputs, following } = report;
  const widest = Math.max(...outputs.map(({ key }) => key.length));
  const tell = ({ key, line }: OutputLine): Told => ({
    text: outputs.length === 1 ? line : `${oneLine(key).padEnd(widest)} | ${line}`,
    json: { key, line },
  });
  const missing = outputs.filter(({ exists }) => !exists);
  const none = isTerminal ? missing.map(({ key, path }) => `${key}: no output yet in ${path}`) : [];
  const there = outputs.flatMap(({ key, lines }) => lines.map((line) => ({ key, line })));
  if (following !== undefined) {
    const all = tellAll(there, following, tell);
    return { exitCode: EXIT.fine, text: none.join('\n'), json: undefined, following: all };
  }
  const text = [...none, ...there.map((line) => tell(line).text)].join('\n');
  return { exitCode: EXIT.fine, text, json: { outputs } };
}
