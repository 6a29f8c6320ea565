// What one channel sends now, of all that is to be told there: what must wait stays, and what had to wait goes together, so
// that nobody is flooded and nothing is lost. Sends nothing itself.

import type { Channel } from '../../config/alerts/channel.ts';
import type { Alert } from './incident.ts';

/** An alert that is to be told by a channel. */
export interface Parcel extends Pick<Alert, 'key' | 'level' | 'atMs' | 'incidentId'> {
  readonly id: number;
}

/** How things are at a channel. */
export interface Counter {
  readonly nowMs: number;
  readonly isQuiet: boolean;
  /** Services in a maintenance window. */
  readonly inMaintenance: ReadonlySet<string>;
  /** Messages within the last hour. */
  readonly sentCount: number;
  /** The last word about each service: of which incident, and when. */
  readonly lastWords: ReadonlyMap<string, { readonly incidentId: number | undefined; readonly atMs: number }>;
}

/** What has waited this long is told together. */
export const LATE_MS = 90_000;

/** Messages to be sent now, in this order; one of several parcels tells them all. Those that are in none wait. */
export function dispatch(
  parcels: readonly Parcel[],
  channel: Pick<Channel, 'maxPerHour' | 'cooldownSeconds' | 'quietHours'>,
  counter: Counter,
): readonly (readonly Parcel[])[] {
  const ready = parcels.filter((parcel) => mayGo(parcel, channel, counter));
  const late = ready.filter(({ atMs }) => counter.nowMs - atMs > LATE_MS);
  const fresh = ready.filter((parcel) => !late.includes(parcel)).map((parcel) => [parcel]);
  const messages = late.length === 0 ? fresh : [late, ...fresh];
  const room = Math.max(0, (channel.maxPerHour ?? Number.POSITIVE_INFINITY) - counter.sentCount);
  if (messages.length <= room) return messages;
  // The last one that may go takes all others with it.
  return room === 0 ? [] : [...messages.slice(0, room - 1), messages.slice(room - 1).flat()];
}

function mayGo(
  parcel: Parcel,
  { cooldownSeconds, quietHours }: Pick<Channel, 'cooldownSeconds' | 'quietHours'>,
  { nowMs, isQuiet, inMaintenance, lastWords }: Counter,
): boolean {
  if (isQuiet && !(quietHours?.letsCriticalPass && parcel.level === 'critical')) return false;
  if (parcel.key === undefined) return true;
  if (parcel.incidentId === undefined) return parcel.level === 'critical' || !inMaintenance.has(parcel.key);
  const last = lastWords.get(parcel.key);
  const isAnother = last !== undefined && last.incidentId !== parcel.incidentId;
  return !isAnother || Math.abs(nowMs - last.atMs) >= cooldownSeconds * 1000;
}
