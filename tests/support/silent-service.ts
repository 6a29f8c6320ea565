// Services that write no heartbeat, so that a check of type `process` tells who they are, and programs that can be told from all
// others by their command line alone.

import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Entry } from './config-document.ts';
import type { Scene } from './scenario.ts';

/** A program that does nothing, and whose command line nobody else has. */
export function idler(): readonly [string, string] {
  return ['sleep', String(randomInt(1_000_000, 9_000_000))];
}

/** A service that is known by a `process` check with these options. */
export function silent(check: object, start: readonly string[]): Entry {
  return { heartbeat_path: undefined, checks: [{ type: 'process', ...check }], commands: { start } };
}

/** Those of a scene whose command line this is. */
export function copies(scene: Scene, words: readonly string[]): readonly number[] {
  return scene
    .everything()
    .map(({ pid }) => pid)
    .filter((pid) => commandLineOf(pid) === `${words.join('\0')}\0`);
}

/** None once it has ended. */
function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
