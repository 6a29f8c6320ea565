// Reads the past of services from the record and lays it out: what was seen, when nobody looked, what was done. Changes nothing.

import type { Config } from '../../config/config.ts';
import { layOut, type Piece } from '../../core/history/lay-out.ts';
import type { PastRecovery, Window } from '../../core/history/recorded.ts';
import { type Stretch, stretchesOf } from '../../core/history/standing.ts';
import { type Tally, tally } from '../../core/history/tally.ts';
import type { History } from '../../store/history/history.ts';

/** The past of some services, as far as it is on record. */
export interface Past {
  readonly window: Window;
  readonly services: readonly ServicePast[];
}

/** The past of one service. */
export interface ServicePast {
  readonly key: string;
  readonly displayName: string;
  /** What was seen, and when nobody looked: all of the window. */
  readonly pieces: readonly Piece[];
  /** The same as what it counts as. */
  readonly stretches: readonly Stretch[];
  readonly tally: Tally;
  /** Those that were begun within the window. */
  readonly recoveries: readonly PastRecovery[];
}

/** After so many check intervals without a tick nobody looks any more. */
export const PATIENCE_INTERVALS = 3;

/** Whose past, and how much of it. */
export interface Retrospect {
  readonly services: Config['services'];
  readonly window: Window;
  readonly checkIntervalSeconds: number;
}

/** Looks back; without a record nothing was ever seen. */
export function lookBack(
  history: Pick<History, 'spans' | 'gaps' | 'recoveries'> | undefined,
  { services, window, checkIntervalSeconds }: Retrospect,
): Past {
  const [only] = services.length === 1 ? services : [];
  const patienceMs = checkIntervalSeconds * PATIENCE_INTERVALS * 1000;
  const gaps = history?.gaps(window.fromMs, patienceMs) ?? [];
  const spans = byKey(history?.spans(only?.key, window.fromMs) ?? []);
  const done = byKey(history?.recoveries(only?.key, window.fromMs) ?? []);
  const told = services.map(({ key, displayName }) => {
    const pieces = layOut(spans.get(key) ?? [], { gaps, patienceMs }, window);
    const stretches = stretchesOf(pieces);
    return { key, displayName, pieces, stretches, tally: tally(stretches), recoveries: done.get(key) ?? [] };
  });
  return { window, services: told };
}

function byKey<T extends { readonly key: string }>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const those = found.get(one.key);
    if (those === undefined) found.set(one.key, [one]);
    else those.push(one);
  }
  return found;
}
