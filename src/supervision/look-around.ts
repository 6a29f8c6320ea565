// Before a pass the checks that are due are begun, and waited for: a single pass until all have come in, repeated ones
// only for a moment, for what comes later counts at the next pass.

import type { Service } from '../config/config.ts';
import type { Looking, Shift } from './shift.ts';

/** How long a single pass waits for its checks, and how long one look may take of that: what hangs must fail before. */
const MOST_MS = 50_000;
const LONGEST_SECONDS = 45;
/** How long one of many does. */
const MOMENT_MS = 200;

/** Begins the checks for the pass that is due; answers whether it may be made now. */
export function hasLookedAround(shift: Shift): boolean {
  const { monotonicMs } = shift.world.host.now();
  shift.looking ??= begin(shift);
  if (shift.looking === undefined) return true;
  if (monotonicMs < shift.looking.untilMs) return false;
  // There may be no later pass for it to count at.
  if (shift.schedule.passes !== 'repeated') shift.world.lookout.expire();
  return true;
}

function begin(shift: Shift): Looking | undefined {
  const { world, schedule } = shift;
  const services = lookedAt(shift);
  if (!services.some(({ checks }) => checks.length > 0)) return undefined;
  const now = world.host.now();
  const isRepeated = schedule.passes === 'repeated';
  const longestSeconds = isRepeated ? Number.POSITIVE_INFINITY : LONGEST_SECONDS;
  const begun = world.lookout.begin({ ...world.config, services }, world.memory.states, {
    now,
    longestSeconds,
  });
  if (begun === undefined) return undefined;
  const mostMs = isRepeated ? Math.min(MOMENT_MS, schedule.intervalMs / 2) : MOST_MS;
  const beganMs = now.monotonicMs;
  return { done: begun.then(() => arrive(shift)), beganMs, untilMs: beganMs + mostMs };
}

/** A pass that follows another looks only at those for whom it is made. */
function lookedAt({ world: { config }, followUp }: Shift): readonly Service[] {
  return followUp === undefined ? config.services : config.services.filter(({ key }) => followUp.has(key));
}

/** Nothing more is waited for. */
function arrive(shift: Shift): void {
  if (shift.looking !== undefined) shift.looking = { ...shift.looking, untilMs: 0 };
}
