// R6: what somebody holds is not touched of our own accord: from one look to the next no step of it begins, where the hold was in
// force at both and nobody has asked for anything since.

import type { Request, Step, Tables } from './record.ts';
import type { Violation } from './violations.ts';

/** A service under a hold, and the steps of it that had begun by then. */
interface Held {
  readonly by: number;
  readonly steps: ReadonlySet<string>;
}

/** Compares each look with the one before. */
export function createHoldCheck(): (tables: Tables) => readonly Violation[] {
  let before = new Map<string, Held>();
  return ({ requests, steps }) => {
    const now = new Map(
      holdsAmong(requests).map(({ id, key }): [string, Held] => [
        key,
        { by: id, steps: new Set(steps.filter((step) => step.key === key).flatMap(begunAs)) },
      ]),
    );
    const found = [...now].flatMap(([key, held]) => touched(key, before.get(key), held));
    before = now;
    return found;
  };
}

/** The last word about each service, where that is a hold which was answered. */
function holdsAmong(requests: readonly Request[]): readonly Request[] {
  const last = new Map(requests.map((request) => [request.key, request]));
  return [...last.values()].filter(({ kind, status }) => kind === 'hold' && status === 'done');
}

/** One that is done again begins again. */
function begunAs({ recovery_id, action, begun_at }: Step): readonly string[] {
  return begun_at === null ? [] : [`${action} of recovery ${recovery_id} at ${begun_at}`];
}

function touched(key: string, before: Held | undefined, { by, steps }: Held): readonly Violation[] {
  if (before?.by !== by) return [];
  return [...steps]
    .filter((step) => !before.steps.has(step))
    .map((step) => ({ invariant: 'R6', found: `${key} is held, and began ${step}` }));
}
