// What was measured of the host, against what is allowed: which trouble it is in. What cannot be measured leaves it as it was.
// Knows not what is held back for it.

import type { HostCheck } from '../config/host-check.ts';

/** Something that is amiss with the host. */
export interface Trouble {
  /** By which it is known again at the next tick. */
  readonly name: string;
  /** In words, with the measured values of when it was found. */
  readonly detail: string;
}

/** A trouble as it is now. */
export interface HostTrouble extends Trouble {
  /** The services that suffer from it; absent where all do. */
  readonly keys?: ReadonlySet<string>;
}

/** How the names of troubles begin that keep heartbeats from being written. */
export const MUTE = 'heartbeats on file system';

/** What of the host can be measured. */
export type Vital =
  | { readonly kind: 'disk'; readonly path: string }
  | { readonly kind: 'load' }
  | { readonly kind: 'memory_pressure' };

/** What a look at the host came to. */
export type Measure =
  | { readonly kind: 'room'; readonly freeBytes: number; readonly allBytes: number }
  | { readonly kind: 'level'; readonly value: number }
  | { readonly kind: 'unknown'; readonly why: string };

/** A check of the host, and what was measured for it. */
export interface Measured {
  readonly check: HostCheck;
  readonly measure: Measure;
}

/** What the checks of the host came to. */
export interface HostState {
  readonly troubles: readonly HostTrouble[];
  /** What could not be looked at, and why. */
  readonly unseen: readonly Trouble[];
  /** Beats can be written that could not be at the last tick. */
  readonly isHeardAgain: boolean;
}

/** Nothing is amiss, as far as is checked. */
export const SOUND: HostState = { troubles: [], unseen: [], isHeardAgain: false };

/** What is amiss, given what was before; `mute` are the file systems on which beats are missing and cannot be written. */
export function judgeHost(
  measured: readonly Measured[],
  mute: readonly HostTrouble[],
  before: readonly Trouble[],
): HostState {
  const troubles = [...mute];
  const unseen: Trouble[] = [];
  for (const { check, measure } of measured) {
    const name = nameOf(check);
    const known = before.find((trouble) => trouble.name === name);
    if (measure.kind === 'unknown') unseen.push({ name, detail: measure.why });
    const detail =
      measure.kind === 'unknown' ? known?.detail : excess(check, measure, known === undefined ? 1 : CLEAR);
    if (detail !== undefined) troubles.push({ name, detail });
  }
  return { troubles, unseen, isHeardAgain: isHeardAgain(before, mute) };
}

/** Those of before that are still there, as they were told then, and those that are new; the very same list where it is. */
export function lasting(before: readonly Trouble[], now: readonly Trouble[]): readonly Trouble[] {
  const after = now.map(({ name, detail }) => before.find((one) => one.name === name) ?? { name, detail });
  return after.length === before.length && after.every((one, index) => one === before[index])
    ? before
    : after;
}

function isHeardAgain(before: readonly Trouble[], now: readonly Trouble[]): boolean {
  const isMute = ({ name }: Trouble) => name.startsWith(MUTE);
  return before.some(isMute) && !now.some(isMute);
}

/** Trouble is over once the value is so far on the right side of its limit. */
const CLEAR = 0.9;

/** In words what is beyond the limit; undefined where nothing is. */
function excess(
  check: HostCheck,
  measure: Exclude<Measure, { kind: 'unknown' }>,
  share: number,
): string | undefined {
  if (measure.kind === 'room') return check.kind === 'disk' ? shortfall(check, measure, share) : undefined;
  const { value } = measure;
  if (check.kind === 'load' && value > check.maxPerCore * share)
    return `the load is ${tell(value)} for each processor; expected at most ${check.maxPerCore}`;
  if (check.kind === 'memory_pressure' && value > check.maxPercent * share)
    return `some process waited for memory in ${tell(value)} % of the time; expected at most ${check.maxPercent} %`;
  return undefined;
}

const MIB = 1024 * 1024;

function shortfall(
  { path, minFreeMb = 0, minFreePercent = 0 }: Extract<HostCheck, { kind: 'disk' }>,
  { freeBytes, allBytes }: Extract<Measure, { kind: 'room' }>,
  share: number,
): string | undefined {
  const freeMb = freeBytes / MIB;
  if (freeMb < minFreeMb / share) return `${path}: ${tell(freeMb)} MiB are free; expected ${minFreeMb}`;
  const freePercent = allBytes === 0 ? 100 : (freeBytes / allBytes) * 100;
  return freePercent < Math.min(100, minFreePercent / share)
    ? `${path}: ${tell(freePercent)} % is free; expected ${minFreePercent} %`
    : undefined;
}

function nameOf(check: HostCheck): string {
  return check.kind === 'disk' ? `disk ${check.path}` : check.kind;
}

function tell(value: number): number {
  return Math.round(value * 10) / 10;
}
