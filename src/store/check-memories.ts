// What the checks of a service remember, as one JSON column, empty for almost every service.

import type { CheckMemories, CheckMemory } from '../core/checks/check-memory.ts';
import type { Mark } from '../core/checks/reading.ts';
import { number, object, optional, text } from './json.ts';

/** What almost every service shares. */
export const NOTHING_TO_REMEMBER: CheckMemories = {};

/** The text to store; NULL where there is nothing to remember. */
export function writeMemories(memories: CheckMemories): string | null {
  return Object.keys(memories).length === 0 ? null : JSON.stringify(memories);
}

/** What was stored; nothing, and word of it to `damaged`, where it makes no sense. */
export function readMemories(json: string, damaged: (problem: string) => void): CheckMemories {
  try {
    const stored = object(JSON.parse(json), 'checks');
    return Object.fromEntries(Object.entries(stored).map(([name, value]) => [name, memoryOf(value, name)]));
  } catch (error) {
    damaged(`column checks: ${(error as Error).message}`);
    return NOTHING_TO_REMEMBER;
  }
}

const KINDS: readonly string[] = ['passed', 'degraded', 'failed', 'unknown'] satisfies CheckMemory['last'][];

function memoryOf(value: unknown, name: string): CheckMemory {
  const found = object(value, name);
  const looks = text(found, 'looks');
  const last = text(found, 'last');
  if (!/^[fp]*$/.test(looks)) throw new TypeError('looks is not a row of f and p');
  if (!KINDS.includes(last)) throw new TypeError('last is not the end of a look');
  return {
    looks,
    detail: text(found, 'detail'),
    last: last as CheckMemory['last'],
    lookedAt: optional(found.lookedAt, lookedAtOf),
    mark: optional(found.mark, markOf),
    // Not yet there in what an earlier version has stored.
    slowness: found.slowness === undefined ? 0 : number(found, 'slowness'),
  };
}

function lookedAtOf(value: unknown): CheckMemory['lookedAt'] {
  const found = object(value, 'lookedAt');
  return { bootMs: number(found, 'bootMs'), bootId: text(found, 'bootId') };
}

function markOf(value: unknown): Mark {
  const found = object(value, 'mark');
  for (const [name, part] of Object.entries(found)) {
    if (typeof part !== 'number' && typeof part !== 'string') throw new TypeError(`${name} is no mark`);
  }
  return found as Mark;
}
