// What a beat means that is the service's own while its process lives: how old it is, and what it says.

import { withoutBeat } from './grace.ts';
import type { Heartbeat } from './heartbeat.ts';
import { type Case, conclude, type Judgement, revise, seconds } from './judgement.ts';
import type { Observation } from './observation.ts';
import { show } from './show.ts';
import { dateBeat, hasChanged, type Sighting } from './sighting.ts';

/** Judges a beat of a living process that is the service's. */
export function judgeBeat(matter: Case, beat: Heartbeat): Judgement {
  const { limits, seen, rebasedAt, instance } = matter;
  const timeoutMs = limits.timeoutSeconds * 1000;
  const beatAtMs = beat.timestampMs;
  const { ageMs, sighting } = dateBeat(beatAtMs, {
    at: seen.at,
    rebasedAt,
    timeoutMs,
    last: instance?.sighting,
  });
  const dated = remember(matter, sighting);
  if (ageMs === undefined)
    return { ...withoutBeat(dated, 'invalid_heartbeat', aheadOf(beat, seen)), pid: beat.pid };
  if (ageMs > timeoutMs) {
    const detail = `last beat ${seconds(ageMs)} ago, timeout ${limits.timeoutSeconds} s`;
    return { ...withoutBeat(dated, 'timed_out', detail), pid: beat.pid, beatAtMs, ageMs };
  }
  const confirmed = confirm(dated);
  if (beat.status === 'running')
    return conclude(confirmed, { verdict: 'healthy', detail: '', pid: beat.pid, beatAtMs, ageMs });
  const detail = `it reports status ${show(beat.status)}`;
  return conclude(confirmed, { verdict: 'error_status', detail, pid: beat.pid, beatAtMs, ageMs });
}

/** The same case, in which a beat is kept in mind that seems older than its process: one more shows that it lives. */
export function sight(matter: Case, { timestampMs }: Heartbeat): Case {
  const { seen, instance } = matter;
  const last = instance?.sighting;
  const isKnown = last !== undefined && !hasChanged(timestampMs, last);
  return isKnown ? matter : remember(matter, { beatMs: timestampMs, bootMs: seen.at.bootMs });
}

/** The instance has beaten: its grace is over. */
export function confirm(matter: Case): Case {
  const { instance, seen } = matter;
  if (instance === undefined || instance.confirmed) return matter;
  return revise(matter, { instance: { ...instance, confirmed: true }, recorded: seen.recorded });
}

/** How far a beat is ahead of our clock, in words. */
export function aheadOf(beat: Heartbeat, { at }: Observation): string {
  return `its timestamp lies ${seconds(beat.timestampMs - at.wallMs)} in the future`;
}

function remember(matter: Case, sighting: Sighting | undefined): Case {
  const { instance, seen } = matter;
  if (instance === undefined || instance.sighting === sighting) return matter;
  return revise(matter, { instance: { ...instance, sighting }, recorded: seen.recorded });
}
