/**
 * Decides what a written command is: exact words, a script, or a line for the shell. Text alone decides, except for a
 * script whose path has spaces, which only the disk can tell from a line. It starts nothing.
 */
import { absolutePath } from './absolute-path.ts';
import type { CommandEntry } from './schema.ts';

/** What is run for an action: a line for `/bin/bash -c`, exact words, or a script with its arguments. */
export type Command =
  | { readonly kind: 'shell'; readonly line: string }
  | { readonly kind: 'argv'; readonly argv: readonly string[] }
  | { readonly kind: 'script'; readonly path: string; readonly args: readonly string[] };

/** Where and with what the commands of a service run. */
export interface Surroundings {
  /** Absolute; relative scripts start here. */
  readonly cwd: string;
  readonly cleanupArgs: readonly string[];
  readonly isFile: (path: string) => boolean;
}

/** One word that means nothing special to a shell. */
const PLAIN_WORD = /^(?!\w+=)[^\s|&;<>()$`\\"'*?[\]{}~#!^]+$/;

/** What a service is started with; a line unless it is plainly one script. */
export function startCommand(entry: CommandEntry, { cwd }: Pick<Surroundings, 'cwd'>): Command {
  if (typeof entry !== 'string') return { kind: 'argv', argv: entry };
  if (isScriptPath(entry)) return { kind: 'script', path: absolutePath(cwd, entry), args: [] };
  return { kind: 'shell', line: entry };
}

/** What cleans up; scripts and bare program names get the cleanup arguments, as the reference gave them. */
export function cleanupCommand(entry: CommandEntry, { cwd, cleanupArgs, isFile }: Surroundings): Command {
  if (typeof entry !== 'string') return { kind: 'argv', argv: entry };
  if (isScriptPath(entry) || (mayBePathWithSpaces(entry) && isFile(absolutePath(cwd, entry)))) {
    return { kind: 'script', path: absolutePath(cwd, entry), args: cleanupArgs };
  }
  if (PLAIN_WORD.test(entry)) return { kind: 'argv', argv: [entry, ...cleanupArgs] };
  return { kind: 'shell', line: entry };
}

function isScriptPath(entry: string): boolean {
  return entry.includes('/') && PLAIN_WORD.test(entry);
}

function mayBePathWithSpaces(entry: string): boolean {
  return /^\.{0,2}\//.test(entry) && !PLAIN_WORD.test(entry);
}
