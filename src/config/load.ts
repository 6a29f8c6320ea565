/**
 * Loads a config: read, parse, check the shape, check the rules, resolve. Every mistake is told at once. What comes out is
 * sound; what is wrong comes out as a `ConfigError`.
 */
import { resolve } from 'node:path';
import { ConfigError } from '../errors.ts';
import { checkShape } from './check-shape.ts';
import { type Cache, lastCorrectText, rememberCorrect, wasFoundCorrect } from './checked.ts';
import type { Config } from './config.ts';
import { LOOKS } from './disk.ts';
import { draftOf } from './draft.ts';
import { lineFinder } from './find-lines.ts';
import { type Finding, formatProblem, MOST_TOLD, toProblem } from './finding.ts';
import { modernizeLogLevel } from './legacy.ts';
import { parseConfigText, parseOrUndefined } from './parse-text.ts';
import { type ConfigText, readConfigText } from './read-file.ts';
import { resolveConfig } from './resolve.ts';
import { checkRules } from './rules.ts';
import type { ConfigDocument } from './schema.ts';

// A search through all names takes a millisecond, or five in a file made for that.
const MOST_SOUGHT = 10;

/**
 * The config in the file at `path`, which may be relative to the working directory; throws a `ConfigError`. With a cache, a
 * file that was found correct is not checked again until it changes.
 */
export function loadConfig(path: string, cache?: Cache): Config {
  const absolute = resolve(path);
  const read = readConfigText(absolute);
  return { ...understand(read, absolute, cache), stamp: read.stamp?.text };
}

function understand({ text, stamp }: ConfigText, absolute: string, cache: Cache | undefined): Config {
  if (cache === undefined || stamp === undefined) return interpretConfig(text, absolute);
  const isKnown = wasFoundCorrect(absolute, stamp, cache);
  const document = isKnown ? parseOrUndefined(text) : undefined;
  if (document !== undefined)
    return resolveConfig(modernizeLogLevel(document) as ConfigDocument, absolute, LOOKS);
  const config = interpretConfig(text, absolute);
  if (!isKnown) rememberCorrect(absolute, { stamp, text }, cache);
  return config;
}

/** What the file at an absolute `path` meant when it was last found correct; undefined where nobody knows. */
export function loadLastCorrect(path: string, cache: Cache): Config | undefined {
  const text = lastCorrectText(path, cache);
  return text === undefined ? undefined : interpretConfig(text, path);
}

/** The config that `text` means when it stands in the file at the absolute `path`; throws a `ConfigError`. */
export function interpretConfig(text: string, path: string): Config {
  const parsed = parseConfigText(text, path);
  const document = modernizeLogLevel(parsed.document);
  const misshapen = [...parsed.findings, ...checkShape(document)];
  // The rules rely on knowing all that has a wrong shape.
  const isAll = misshapen.length < MOST_TOLD;
  const findings = isAll ? [...misshapen, ...checkRules(draftOf(document, path, misshapen))] : misshapen;
  if (findings.length > 0) throw rejected(findings, text, path);
  return resolveConfig(document as ConfigDocument, path, LOOKS);
}

function rejected(findings: readonly Finding[], text: string, path: string): ConfigError {
  const lineOf = lineFinder(text);
  const problems = findings
    .slice(0, MOST_TOLD)
    .map((finding, index) => (index < MOST_SOUGHT ? finding : withoutSearch(finding)))
    .map((finding) => toProblem(finding, finding.line ?? lineOf(finding.at)))
    .sort((left, right) => (left.line ?? 0) - (right.line ?? 0));
  const told = problems.map((problem) => `  ${formatProblem(problem)}`);
  const hasMore = findings.length >= MOST_TOLD;
  if (hasMore) told.push('  … and maybe more, told when these are corrected.');
  const count =
    problems.length === 1 ? '1 mistake' : `${hasMore ? 'at least ' : ''}${problems.length} mistakes`;
  return new ConfigError(`${path}: found ${count}; expected none.\n${told.join('\n')}`, {
    hint: 'Correct the file; `watchdog validate` checks it without touching anything.',
    problems,
  });
}

function withoutSearch(finding: Finding): Finding {
  return typeof finding.hint === 'function' ? { ...finding, hint: undefined } : finding;
}
