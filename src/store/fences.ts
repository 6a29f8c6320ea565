// What is remembered, by service, of tries to end superseded instances that failed: one JSON value each, for hardly any service.

import type { Fence } from '../core/fence.ts';
import type { ProcessId } from '../core/process.ts';
import { number, object, wait } from './json.ts';

/** What was stored; nothing where that makes no sense, so that the next try is made at once. */
export function readFence(json: string | undefined): Fence | undefined {
  if (json === undefined) return undefined;
  try {
    const found = object(JSON.parse(json), 'fence');
    if (!Array.isArray(found.left)) return undefined;
    return { left: found.left.map(processId), rung: number(found, 'rung'), wait: wait(found.wait) };
  } catch {
    return undefined;
  }
}

function processId(value: unknown): ProcessId {
  const found = object(value, 'left');
  return { pid: number(found, 'pid'), startTicks: number(found, 'startTicks') };
}
