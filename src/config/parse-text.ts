/**
 * Turns config text into a document: JSON, with comments allowed, no key twice. Good text without comments takes the
 * fast way; everything else is walked again to say precisely what is wrong. It does not know the options.
 */
import { stripComments } from 'jsonc-parser';
import { ConfigError } from '../errors.ts';
import { hasDuplicateKeys } from './count-keys.ts';
import type { Finding } from './finding.ts';
import { type Break, type Duplicate, inspectJson } from './inspect-json.ts';
import { printable, shorten } from './printable.ts';

/** A document, and what is wrong with how it is written: keys that it has twice. */
export interface Parsed {
  readonly document: unknown;
  readonly findings: readonly Finding[];
}

/** Parses the text of the file at `path`; a `ConfigError` with line and column when it is not JSON. */
export function parseConfigText(text: string, path: string): Parsed {
  const document = parseOrUndefined(text);
  if (document !== undefined && !hasDuplicateKeys(text, document)) return { document, findings: [] };
  return parseSlowly(text, path);
}

/** What plain JSON says; `undefined` for text with comments, and for what is wrong. */
export function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseSlowly(text: string, path: string): Parsed {
  try {
    const plain = stripComments(text);
    if (plain.trim() === '') throw empty(path);
    const { firstBreak, duplicates } = inspectJson(text);
    if (firstBreak !== undefined) throw broken(text, path, firstBreak);
    return { document: JSON.parse(plain), findings: duplicates.map(toFinding) };
  } catch (cause) {
    // A text nested deeper than the stack ends the walk with a RangeError.
    throw cause instanceof ConfigError ? cause : tooDeep(path, cause);
  }
}

function empty(path: string): ConfigError {
  return new ConfigError(`${path}: found an empty file; expected at least one service under \`processes\`.`, {
    hint: 'Put the services back, or start from config.example.json. No running service was touched.',
  });
}

function broken(text: string, path: string, { offset, length, line, column, expected }: Break): ConfigError {
  const piece = text.slice(offset, offset + Math.max(1, length)).trim();
  const found = piece === '' ? 'the end of a line or of the file' : `\`${printable(shorten(piece))}\``;
  const problem = { path: '', line, found, expected, hint: undefined };
  const message = `${path}:${line}:${column}: found ${found}; expected ${expected}.\n${excerpt(text, offset)}`;
  return new ConfigError(message, {
    hint: 'Correct that line; the file is JSON, with comments allowed.',
    problems: [problem],
  });
}

/** The line around the offset with a caret under it, cut to fit a terminal. */
function excerpt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const start = Math.max(lineStart, offset - 50);
  const [rest = ''] = text.slice(start, start + 100).split(/\r?\n/);
  const before = printable(text.slice(start, offset).replaceAll('\t', ' '));
  return `  ${printable(rest.replaceAll('\t', ' '))}\n  ${' '.repeat(before.length)}^`;
}

function tooDeep(path: string, cause: unknown): ConfigError {
  return new ConfigError(`${path}: found JSON nested too deeply to read; expected a config file.`, {
    hint: 'Compare it with config.example.json.',
    cause,
  });
}

function toFinding({ at, line }: Duplicate): Finding {
  return {
    at,
    line,
    found: 'this name for the second time',
    expected: 'every name once in its object',
    hint: 'Only the last one would count: remove or rename one.',
  };
}
